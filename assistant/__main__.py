"""`python -m assistant` is `waymark`."""

from assistant.cli import main

if __name__ == "__main__":
    main()
