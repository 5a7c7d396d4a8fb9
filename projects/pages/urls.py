from django.urls import path

from .views import bin as the_bin
from .views import (
    covers,
    files,
    film_look,
    home,
    music,
    notices,
    publishing,
    scenes,
    stills,
    timeline,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("look/", timeline.poll, name="poll"),
    path("setup/<str:token>/", home.setup, name="setup"),
    path("projects/<uuid:pk>/", timeline.project, name="project"),
    path("projects/<uuid:pk>/look/", timeline.poll, name="poll"),
    path("projects/<uuid:pk>/start/<slug:step>/", timeline.start, name="start"),
    path("projects/<uuid:pk>/make/", timeline.make, name="make"),
    path("projects/<uuid:pk>/retry/", timeline.retry, name="retry"),
    path("projects/<uuid:pk>/cancel/", timeline.cancel, name="cancel"),
    path("projects/<uuid:pk>/delete/", timeline.delete, name="delete"),
    path("projects/<uuid:pk>/read/", notices.read, name="read"),
    path("projects/<uuid:pk>/music/", music.choose, name="music"),
    path("projects/<uuid:pk>/music/upload/", music.upload, name="music-upload"),
    path("projects/<uuid:pk>/music/own/", music.own, name="own-music"),
    path("music/<slug:mood>/", music.sample, name="music-sample"),
    path("projects/<uuid:pk>/captions/", film_look.choose_captions, name="captions"),
    path("projects/<uuid:pk>/style/", film_look.choose_style, name="style"),
    path("projects/<uuid:pk>/finish/", film_look.choose_finish, name="finish"),
    path(
        "samples/<slug:what>/<slug:style>/<slug:choice>/", film_look.sample, name="picture-sample"
    ),
    path("projects/<uuid:pk>/cover/", covers.choose, name="cover"),
    path("projects/<uuid:pk>/cover/<slug:shape>/", covers.shaped, name="cover-shape"),
    path("projects/<uuid:pk>/files/<uuid:film>/at/<int:tenths>/", covers.moment, name="moment"),
    path("projects/<uuid:pk>/title/", publishing.title, name="title"),
    path("projects/<uuid:pk>/description/", publishing.description, name="description"),
    path("projects/<uuid:pk>/posts/<slug:platform>/", publishing.post, name="post"),
    path("projects/<uuid:pk>/voice/", timeline.voice, name="voice"),
    path("projects/<uuid:pk>/scenes/<int:scene>/words/", scenes.rewrite, name="rewrite"),
    path("projects/<uuid:pk>/scenes/<int:scene>/own/", scenes.upload, name="upload"),
    path(
        "projects/<uuid:pk>/scenes/<int:scene>/shots/<uuid:shot>/remove/",
        scenes.remove_shot,
        name="remove-shot",
    ),
    path(
        "projects/<uuid:pk>/scenes/<int:scene>/shots/<uuid:shot>/sound/",
        scenes.choose_sound,
        name="clip-sound",
    ),
    path("projects/<uuid:pk>/scenes/<int:scene>/card/", scenes.card, name="card"),
    path("projects/<uuid:pk>/scenes/<int:scene>/fit/", scenes.fit, name="fit"),
    path(
        "projects/<uuid:pk>/scenes/<int:scene>/still/<int:number>/<slug:version>/",
        stills.still,
        name="still",
    ),
    path(
        "projects/<uuid:pk>/scenes/<int:scene>/again/<slug:kind>/",
        scenes.another_take,
        name="another-take",
    ),
    path("projects/<uuid:pk>/files/<uuid:artifact>/", files.artifact, name="artifact"),
    path(
        "projects/<uuid:pk>/files/<uuid:artifact>/<slug:size>/", files.thumbnail, name="thumbnail"
    ),
    path("projects/<uuid:pk>/download/<slug:kind>/", files.download_part, name="download"),
    path("voices/<uuid:pk>/", files.voice_sample, name="voice-sample"),
    path("bin/", the_bin.bin_page, name="bin"),
    path("bin/put-back/", the_bin.put_back, name="put-back"),
    path("bin/delete/", the_bin.delete_for_good, name="delete-for-good"),
    path("bin/empty/", the_bin.empty, name="empty-bin"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_all, name="read-all"),
    path("notices/<uuid:pk>/show/", notices.show, name="show"),
    path("notices/<uuid:pk>/shown/", notices.shown, name="shown"),
]
