"""Whether what is online is still right: who is asked, who answers, who is silent.

    fresh ──180 days──> first letter ──21 days──> second letter ──21 days──> silent
      ^                      │                         │                        │
      │<──── still right ────┴─────────────────────────┘                        │
      │      to be changed: asked again 21 days later                           │
      │      gone: for the coordination ────────────────────────────────────────┤
      └──────────────── confirmed by telephone, or set aside ───────────────────┘

Where nobody can be asked the coordination is, at once. Nothing is ever deleted.
"""
