from django.urls import path

from networks import views

app_name = "networks"

# /netzwerke/
urlpatterns = [
    path("", views.networks, name="list"),
    path("<slug:slug>/", views.network, name="detail"),
    path("<slug:slug>/bild.png", views.picture, name="picture"),
]
