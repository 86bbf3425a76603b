# The gallery.

command-gallery = what others show

gallery-empty = Nothing is on show here yet. Under a result of yours, ⋯ holds 👥.
gallery-caption = <b>{ $author }</b> · { $model } · { $place }/{ $count }
gallery-hidden = Prompt hidden
gallery-ask-bot = Shown in the bot’s gallery, to everybody who may use it. With your name. With the prompt?
gallery-ask-group = Shown in this group’s gallery. With your name. With the prompt?
gallery-hung = On show. 🗑 takes it down any time.
gallery-taken-down = Taken down.
button-exhibit = 👥 Gallery
button-exhibit-shown = 👥 With the prompt
button-exhibit-hidden = 👥 Prompt hidden
button-take-down = 🗑 Take down
button-before = ‹ Newer
button-after = Older ›
