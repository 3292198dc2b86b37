"""What a page says that holds something typed and not saved while the program is closed."""

from collections.abc import Callable

from hrdesk.ui.notice import Notice, Tone


def offer_to_drop(notice: Notice, drop: Callable[[], object], close: Callable[[], object]) -> None:
    """Say that something is not saved, and offer to drop it and close."""

    def drop_and_close() -> None:
        drop()
        close()

    notice.say(Tone.WARNING, "这张表还没有保存", "保存它，或者放弃填写的内容后再退出。")
    notice.offer("不保存，直接退出", drop_and_close)
