"""How the pages look: Gradio's plain theme in our colours, from system fonts."""

from __future__ import annotations

import gradio as gr

# Fonts that come with Windows, macOS, Android and Linux, in that order. A name that is not a Font
# object would make Gradio look for a font file, and a GoogleFont would fetch one.
FONTS = ("Segoe UI", "Helvetica Neue", "Roboto", "Arial", "sans-serif")
MONO = ("Consolas", "Menlo", "Liberation Mono", "monospace")


def panel(value: str = "", elem_id: str | None = None, elem_classes: str | None = None) -> gr.HTML:
    """A part of the page that shows HTML of ours, without Gradio's own typography."""
    return gr.HTML(
        value, apply_default_css=False, elem_id=elem_id, elem_classes=elem_classes, js_on_load=None
    )


def theme() -> gr.themes.Base:
    """The theme, from system fonts only; colours are custom properties of `style.css`."""
    names = {
        "body_background_fill": "var(--wm-page)",
        "body_text_color": "var(--wm-text)",
        "body_text_color_subdued": "var(--wm-quiet)",
        "background_fill_primary": "var(--wm-surface)",
        "background_fill_secondary": "var(--wm-page)",
        "block_background_fill": "var(--wm-surface)",
        "border_color_primary": "var(--wm-line)",
        "block_label_text_color": "var(--wm-text)",
        "block_title_text_color": "var(--wm-text)",
        "input_background_fill": "var(--wm-surface)",
        "input_border_color": "var(--wm-edge)",
        "input_border_color_focus": "var(--wm-focus)",
        "input_placeholder_color": "var(--wm-quiet)",
        "button_primary_background_fill": "var(--wm-action)",
        "button_primary_background_fill_hover": "var(--wm-action-hover)",
        "button_primary_text_color": "var(--wm-on-action)",
        "button_secondary_background_fill": "var(--wm-surface)",
        "button_secondary_background_fill_hover": "var(--wm-tint)",
        "button_secondary_text_color": "var(--wm-link)",
        "button_secondary_border_color": "var(--wm-edge)",
    }
    both = {**names, **{f"{name}_dark": value for name, value in names.items()}}
    return gr.themes.Base(
        primary_hue=gr.themes.colors.teal,
        neutral_hue=gr.themes.colors.slate,
        font=[gr.themes.Font(name) for name in FONTS],
        font_mono=[gr.themes.Font(name) for name in MONO],
        text_size=gr.themes.sizes.text_md,
        radius_size=gr.themes.sizes.radius_sm,
    ).set(**both)
