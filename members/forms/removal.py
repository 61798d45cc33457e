from django import forms


class RemovalForm(forms.Form):
    """Says in which version something was looked at, before it goes."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)
