"""Any OpenAI-compatible server (Ollama, llama.cpp, vLLM, Azure), reached through llama-index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from assistant.llm.base import Request
from assistant.llm.deadline import within
from ingest.errors import LanguageModelError, Trouble
from ingest.settings import Settings

if TYPE_CHECKING:
    import httpx
    from llama_index.core.llms import ChatResponse

NO_KEY = "none"  # never empty: the client library would take one from the environment
LONGEST = 6000  # characters of a reply that are read
SENT = frozenset(
    {"host", "accept", "accept-encoding", "connection", "content-length", "content-type"}
    | {"authorization", "user-agent"}
)  # fmt: skip


class OpenAICompatible:
    """A chat model behind `settings.llm_url`. Opens nothing until it is asked."""

    def __init__(self, settings: Settings) -> None:
        """Raises ValueError where `settings` name no server."""
        if settings.llm_url is None:
            raise ValueError("no server is set")
        self.url = settings.llm_url.rstrip("/")
        self.model = settings.llm_name
        self._key = settings.llm_key.get_secret_value() if settings.llm_key else NO_KEY

    @property
    def name(self) -> str:
        """The model's name, as people are told it."""
        return self.model

    def write(self, request: Request, seconds: float) -> Iterator[str]:
        """The reply piece by piece; see `LanguageModel.write`."""
        client = self._client(seconds)
        pieces = self._pieces(request, client, seconds)  # what is loaded for it takes no time of it
        yield from within(seconds, pieces, client.close)

    def models(self, seconds: float) -> tuple[str, ...]:
        """The names of the models that the server offers. Raises LanguageModelError."""
        import httpx

        with self._client(seconds) as client:
            try:
                reply = client.get(
                    f"{self.url}/models", headers={"Authorization": f"Bearer {self._key}"}
                )
                reply.raise_for_status()
                return tuple(str(model["id"]) for model in reply.json()["data"])
            except httpx.TimeoutException as error:
                raise LanguageModelError(Trouble.SLOW, f"no reply after {seconds:g} s") from error
            except httpx.HTTPStatusError as error:
                status = error.response.status_code
                raise LanguageModelError(Trouble.BROKEN, f"it replied {status}") from error
            except httpx.HTTPError as error:
                raise LanguageModelError(Trouble.DOWN, str(error)) from error
            except (ValueError, KeyError, TypeError) as error:
                raise LanguageModelError(Trouble.BROKEN, "its list cannot be read") from error

    def _client(self, seconds: float) -> httpx.Client:
        """A client that speaks to the one address and nobody else.

        It follows no redirect, takes no proxy, key or header from the environment, and sends no
        header that tells more of this machine than the request needs.
        """
        import httpx

        def bare(request: httpx.Request) -> None:
            for header in [h for h in request.headers if h.lower() not in SENT]:
                del request.headers[header]
            request.headers["authorization"] = f"Bearer {self._key}"
            request.headers["user-agent"] = "waymark"

        return httpx.Client(
            follow_redirects=False,
            trust_env=False,
            timeout=seconds,
            event_hooks={"request": [bare]},
        )

    def _pieces(
        self, request: Request, client: httpx.Client, seconds: float
    ) -> Callable[[], Iterator[str]]:
        from llama_index.core.llms import ChatMessage, MessageRole
        from llama_index.llms.openai_like import OpenAILike

        llm = OpenAILike(
            model=self.model,
            api_base=self.url,
            api_key=self._key,
            is_chat_model=True,
            temperature=0.0,
            max_tokens=request.most_tokens,
            max_retries=0,
            timeout=seconds,
            http_client=client,
        )
        turns = [(MessageRole.SYSTEM, request.system)]
        if request.example:
            turns += zip((MessageRole.USER, MessageRole.ASSISTANT), request.example, strict=True)
        turns.append((MessageRole.USER, request.user))
        messages = [ChatMessage(role=role, content=text) for role, text in turns]
        return lambda: _read(lambda: llm.stream_chat(messages))


def _read(reply: Callable[[], Iterator[ChatResponse]]) -> Iterator[str]:
    """The text of a reply, with whatever goes wrong on the way as a LanguageModelError."""
    import httpx
    import openai

    read, ended = 0, False
    try:
        for part in reply():
            text = part.delta or ""
            read += len(text)
            if read > LONGEST:
                return
            ended = ended or _last(part.raw)
            yield text
    except (openai.APITimeoutError, httpx.TimeoutException) as error:
        raise LanguageModelError(Trouble.SLOW, "no reply in time") from error
    except (openai.APIConnectionError, httpx.HTTPError) as error:
        raise LanguageModelError(Trouble.DOWN, str(error.__cause__ or error)) from error
    except Exception as error:  # the edge: any server may send anything
        said = f"{type(error).__name__}: {error}"[:200]
        raise LanguageModelError(Trouble.BROKEN, said) from error
    if not ended:
        raise LanguageModelError(Trouble.DOWN, "the reply broke off")


def _last(chunk: object) -> bool:
    """Whether a piece of the reply says that it is the last."""
    return any(one.finish_reason for one in getattr(chunk, "choices", None) or ())
