"""Which mood of music fits a film, if nobody has chosen one."""

from __future__ import annotations

from projects.vocabulary import Music, Style, VideoType, known

MOODS: dict[Style, dict[VideoType, Music]] = {
    Style.WARM: {
        VideoType.ENROLLMENT: Music.TENDER,
        VideoType.ACTIVITY: Music.HAPPY,
        VideoType.COURSE: Music.TENDER,
        VideoType.CAMPUS: Music.CALM,
    },
    Style.LIVELY: {
        VideoType.ENROLLMENT: Music.HAPPY,
        VideoType.ACTIVITY: Music.ENERGETIC,
        VideoType.COURSE: Music.HAPPY,
        VideoType.CAMPUS: Music.HAPPY,
    },
    Style.PROFESSIONAL: {
        VideoType.ENROLLMENT: Music.CALM,
        VideoType.ACTIVITY: Music.TENDER,
        VideoType.COURSE: Music.CALM,
        VideoType.CAMPUS: Music.CALM,
    },
    Style.FRESH: {
        VideoType.ENROLLMENT: Music.TENDER,
        VideoType.ACTIVITY: Music.HAPPY,
        VideoType.COURSE: Music.CALM,
        VideoType.CAMPUS: Music.TENDER,
    },
    Style.MODERN: {
        VideoType.ENROLLMENT: Music.HAPPY,
        VideoType.ACTIVITY: Music.ENERGETIC,
        VideoType.COURSE: Music.CALM,
        VideoType.CAMPUS: Music.ENERGETIC,
    },
}


def mood_for(style: str, video_type: str) -> Music:
    return MOODS[known(Style, style)][known(VideoType, video_type)]
