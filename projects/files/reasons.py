"""Why an upload is refused, in words: what is wrong with it, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

PICTURE_REASONS = {
    "not_a_picture": gettext_lazy(
        "This file is not a picture. Choose a JPEG, PNG, WebP, HEIC or AVIF file."
    ),
    "picture_kind": gettext_lazy(
        "This kind of picture cannot be used. Save it as a JPEG, PNG, WebP, HEIC or AVIF file."
    ),
    "picture_too_large": gettext_lazy(
        "This picture is too large: at most 50 megapixels and 30 MB. A JPEG may have 200"
        " megapixels."
    ),
    "picture_too_slow": gettext_lazy(
        "This picture takes too much time or memory to read. Make it smaller, or save it as a JPEG."
    ),
    "picture_too_small": gettext_lazy("This picture is too small: at least 200 pixels each way."),
    "picture_damaged": gettext_lazy("This picture is damaged and cannot be read to its end."),
    "picture_busy": gettext_lazy(
        "Other pictures are being read at the moment. Try again in a minute."
    ),
}

LOGO_REASONS = {
    "logo_kind": gettext_lazy(
        "This kind of file cannot be a logo. Save it as a PNG, WebP or JPEG file. An SVG can hold"
        " programs, so none is taken."
    ),
    "logo_too_large": gettext_lazy("This logo is too large: at most 20 megapixels and 5 MB."),
    "logo_too_small": gettext_lazy(
        "This logo is too small: at least 48 pixels, without its empty edges."
    ),
    "logo_too_long": gettext_lazy(
        "This logo is too long and thin to be read in a film: at most 12 times as wide as high."
    ),
    "logo_empty": gettext_lazy("Nothing can be seen in this picture. Choose another one."),
}

CLIP_REASONS = {
    "not_a_clip": gettext_lazy("This file is not a video. Choose an MP4, MOV or WebM file."),
    "clip_kind": gettext_lazy(
        "This kind of video cannot be used. Choose an MP4, MOV or WebM file."
    ),
    "clip_no_picture": gettext_lazy("There is only sound in this file. Choose a video."),
    "clip_damaged": gettext_lazy(
        "This video is damaged and cannot be read. Save it anew, or choose another."
    ),
    "clip_too_large": gettext_lazy(
        "This video is too large: at most 4096 pixels a side and 200 MB. Cut it shorter, or save it"
        " in 1080p."
    ),
    "clip_too_small": gettext_lazy("This video is too small: at least 200 pixels each way."),
    "clip_too_long": gettext_lazy(
        "This video is too long: at most 10 minutes. Cut out the part to be shown."
    ),
    "clip_too_short": gettext_lazy("This video is too short: at least one second."),
    "clip_tracks": gettext_lazy(
        "This video has too many tracks: at most 32. Save it with one picture and one sound."
    ),
    "clip_too_many_frames": gettext_lazy(
        "This video has too many frames: at most 1000 a second. Save it with 30 or 60 frames a"
        " second."
    ),
    "clip_too_slow": gettext_lazy(
        "This video takes too much time or memory to read. Cut it shorter, or save it in 1080p."
    ),
    "clip_busy": gettext_lazy("Other videos are being read at the moment. Try again in a minute."),
}

MUSIC_REASONS = {
    "not_music": gettext_lazy("This file is not music. Choose an MP3, M4A, WAV, FLAC or OGG file."),
    "music_damaged": gettext_lazy(
        "This music is damaged and cannot be read. Save it anew, or choose another file."
    ),
    "music_tracks": gettext_lazy(
        "This music has too many tracks: at most 32. Save it with one, as an MP3."
    ),
    "music_too_large": gettext_lazy(
        "This music is too large: at most 30 MB. Save it as an MP3, or cut it shorter."
    ),
    "music_too_long": gettext_lazy(
        "This music is too long: at most 20 minutes. Cut out the part to be heard."
    ),
    "music_too_short": gettext_lazy("This music is too short: at least 5 seconds are needed."),
    "music_silent": gettext_lazy("Nothing can be heard in this file. Choose another one."),
    "music_too_slow": gettext_lazy(
        "This music takes too much time or memory to read. Save it as an MP3."
    ),
    "music_busy": gettext_lazy("Other music is being read at the moment. Try again in a minute."),
}

WITHDRAWN = "withdrawn"
CONSENT_REASONS = {
    WITHDRAWN: gettext_lazy(
        "The consent for this file was withdrawn while it was on its way. If all who are shown"
        " agree again, choose it once more."
    ),
}

REASONS = PICTURE_REASONS | LOGO_REASONS | CLIP_REASONS | MUSIC_REASONS | CONSENT_REASONS
BUSY = frozenset({"picture_busy", "clip_busy", "music_busy"})
"""With these, the file is not to blame: the same one may be taken in a minute."""
