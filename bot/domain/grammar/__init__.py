"""The flag grammar: from what a person types after a command to a request. Pure, and never lossy.

The way of a text: `lexing` cuts it into pieces (their concatenation is the text), `reading`
collects prompt and flags from the pieces, `values` reads what stands behind a flag, `choices`
holds that against a model, `hints` looks at words of the prompt, `parse` puts it together and
`rendering` goes the way back. `bot.domain.commands` is the face for everybody else.
"""
