"""The patient's window: the only package that knows Qt."""

from diary_app.ui.singletons import keep_singletons

keep_singletons()
