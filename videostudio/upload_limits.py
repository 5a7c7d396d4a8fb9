"""How large an upload may be. Pages check it before they send, the server before it reads."""

KB, MB = 1024, 1024 * 1024  # bytes
LARGEST_ANONYMOUS = 64 * KB  # of a body: without a sign-in there is nothing large to send
LARGEST_PHOTO = 30 * MB
LARGEST_MUSIC = 30 * MB
LARGEST_LOGO = 5 * MB
LARGEST_CLIP = 200 * MB  # 90 seconds from a phone; the first 30 are used


def in_words(size: int) -> str:
    """A number of bytes, such as "1.5 GB"."""
    return f"{size / (KB * MB):.3g} GB" if size >= KB * MB else f"{size / MB:.3g} MB"
