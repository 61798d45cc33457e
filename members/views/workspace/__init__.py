"""Pages for those who keep an organisation's entry, by what they change."""
