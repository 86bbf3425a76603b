# Settings, languages, and what they say in receipts.

command-settings = your settings
command-lang = language: zh · en · auto

order-from-settings = From your settings: { $values }

job-name = <b>#{ $id }</b>
job-submission = Submission: <code>{ $submit_id }</code>
job-model = Model: <code>{ $model }</code>
job-receipt-private = by private message
state-succeeded-private = Done. Sent by private message.
failure-private-chat = Made, but I can't write to you in private.
failure-private-chat-next = The result is kept: open the private chat with me, tap Start, then send /show with this number.

settings-title = <b>Settings</b> · { settings-for }
settings-for = { $layer ->
        [me-here] for you, in this chat
        [chat] for everybody in this chat
       *[me] for you
    }
settings-footer =
    Tap to change, or type: <code>/settings ratio 16:9</code> · <code>/settings plain off</code>
    Flags in a message go first. <code>/settings why</code> shows where each value comes from.
settings-announcements = Announcements: { $state ->
        [on] on
       *[off] off
    } · <code>/announcements on</code> or <code>off</code>
settings-choose = <b>{ $name }</b> · { settings-for }
settings-done = { $name }: { $value } · { settings-for }
settings-taken-back = No choice of { $name } any more · { settings-for }. Now: { $value }
settings-unfit = ◌ { $value }: { $model } doesn't have it. Kept for models that do.
settings-unfit-gone = ◌ { $value } isn't offered for this account now; the usual model is used. Kept.
settings-unknown = There is no setting “{ $name }”. Nothing was changed, no credits spent. /settings shows them all.
settings-unknown-near = There is no setting “{ $name }”. Did you mean <code>{ $suggestion }</code>? Nothing was changed, no credits spent.
settings-value = “{ $value }” doesn't go with { $name }. Nothing was changed, no credits spent. Possible: { $allowed }
settings-admins-only = Only this chat's administrators may change that. Nothing was changed, no credits spent.
settings-not-yours = This panel is not yours. /settings opens your own.
settings-why-title = <b>Your settings here</b>
settings-why-line = { $name }: <b>{ $value }</b> · { $layer ->
        [me-here] yours, for this chat
        [chat] this chat's
        [me] yours
        [operator] the operator's
        [telegram] as Telegram tells
       *[bot] the bot's own
    }
settings-model-decides = as usual
settings-switch = { $value ->
        [on] on
       *[off] off
    }
settings-originals = { $value ->
        [on] always
       *[off] on request
    }
settings-output = { $value ->
        [minimal] picture only
        [verbose] everything
       *[default] normal
    }
setting-image-model = Picture model
setting-video-model = Video model
setting-ratio = Ratio
setting-image-resolution = Picture resolution
setting-video-resolution = Video resolution
setting-count = Count
setting-ask-above = Ask above, in credits
setting-output = Messages
setting-originals = Originals
setting-hints = Hints in the prompt
setting-plain = Plain words draw
setting-language = Language
setting-button-image-model = 🖼 { $value }
setting-button-video-model = 🎬 { $value }
setting-button-ratio = Ratio: { $value }
setting-button-image-resolution = 🖼 Size: { $value }
setting-button-video-resolution = 🎬 Size: { $value }
setting-button-count = Count: { $value }
setting-button-ask-above = Ask above { $value } credits
setting-button-output = Messages: { $value }
setting-button-originals = Originals: { $value }
setting-button-hints = Hints: { $value }
setting-button-plain = Plain words draw: { $value }
setting-button-language = Language: { $value }
button-setting-unset = No choice
language-name = { $spoken ->
        [zh] 中文
        [auto] as in Telegram
       *[en] English
    }
language-ask = Which language?
language-done = I'll speak English, also about jobs under way.
language-unknown = I don't speak “{ $typed }”. Nothing was changed, no credits spent. Possible: <code>/lang zh</code> · <code>/lang en</code> · <code>/lang auto</code>
