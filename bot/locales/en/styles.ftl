# Styles: texts with variables and flags, kept under a name.

command-style = texts with flags under a name

style-title = <b>Styles</b>
style-shelf-mine = Mine: { $names }
style-shelf-chat = This chat: { $names }
style-shelf-operator = For everybody: { $names }
style-none = There are none yet.
style-help =
    <code>/style save figure a 1/7 scale figure of {"{"}subject{"}"} on a desk --ar 3:4</code> keeps one; in reply to a photo, with that as its example.
    Use it with <code>/image a cat --style figure</code>, several with <code>+</code>, or simply <code>figure a cat</code>.
    <code>/style chat save …</code> is for administrators of a group. <code>show</code>, <code>delete</code>, <code>share</code> and <code>import</code> work alike.
style-on-mine = mine
style-on-chat = this chat's
style-on-operator = for everybody
style-on-offered = not saved yet
style-head = <b>{ $name }</b> · { $shelf }
style-text = <code>{ $text }</code>
style-variables = Fill in as well: <code>{ $named }</code>
style-your-words = …
style-line =
    Copy this line, put your words in, and send it:
    <code>{ $line }</code>
style-saved = “{ $name }” is saved. Nothing was spent.
style-deleted = “{ $name }” is deleted.
style-kept = “{ $name }” is yours now.
style-shared =
    Style “{ $name }”. Whoever opens this link, or sends me this file, can save it:
    { $link }
style-offer = Save “{ $name }” under this name? Nothing is saved yet.
style-offer-replaces = You have a “{ $name }” of your own with another text. Saving this one replaces it. Nothing is saved yet.
style-example-gone = The example picture is no longer at Telegram.
style-tap-gone = This style is gone, or not yours to see.
style-tap-not-yours = Only who keeps this shelf may delete it.

button-style-use = ▶️ Use it
button-style-share = ↗ Share
button-style-delete = 🗑 Delete
button-style-delete-surely = 🗑 Delete for good
button-style-back = ↩ Back
button-style-keep = 💾 Save

style-used = Style { $name }: “{ $text }”
style-flag-gives-way = <code>{ $flag }</code>: { $used } counts, not { $dropped } of the style { $name }.
style-variable-extra = “{ $typed }” stays text: no style here has a variable { $name }.
style-subject-pictured = { $variable } is { $used }, since no words came.

style-unknown = There is no style “{ $name }”. Nothing was sent, nothing was spent. /style lists yours.
style-unknown-near = There is no style “{ $name }”. Did you mean <code>{ $suggestion }</code>? Nothing was sent, nothing was spent.
style-too-many = More than { $most } styles at once don't go together. Nothing was sent, nothing was spent. Name fewer.
style-variables-missing = The style { $name } needs { $missing } too. Nothing was sent, nothing was spent. Add <code>{ $example }</code>
style-subject-missing = The style { $name } needs words for { $variable }. Nothing was sent, nothing was spent. Write them along, or send a picture.
style-for-video = The style { $name } has <code>{ $flag }</code>, which is for videos. Nothing was spent. Use /video.
style-for-image = The style { $name } has <code>{ $flag }</code>, which is for pictures. Nothing was spent. Use /image.

style-name-missing = A style needs a name. Nothing was saved or spent. Write for example <code>/style save film grain of 35 mm film</code>
style-name-long = The name is too long: { $most } characters are possible. Nothing was saved or spent. Choose a shorter one.
style-name-odd = “{ $name }” can't be a name. Nothing was saved or spent. Take one word without blanks, quotation marks, brackets, <code>+ : = /</code> or a dash at its beginning.
style-name-taken = “{ $name }” is a command here, so it can't be a style's name. Nothing was saved or spent. Choose another one.
style-text-missing = A style needs a text after its name. Nothing was saved or spent. Write for example <code>/style save film grain of 35 mm film</code>
style-text-long = The text has { $length } characters; { $most } are possible. Nothing was saved or spent. Shorten it.
style-text-token = That holds what looks like a session id. Nothing was saved or spent. Whoever made it should log out at the site.
style-text-odd = The text holds characters that can't be seen. Nothing was saved or spent. Type it anew.
style-flag-not-here = <code>{ $flag }</code> belongs into a message, not into a style. Nothing was saved or spent. Leave it out.
style-variable-in-flag = Variables stand in the text, not behind <code>{ $flag }</code>. Nothing was saved or spent. Write a value there.
style-shelf-full = There are { $most } styles already. Nothing was saved or spent. Delete one first: /style.
style-not-found = There is no style “{ $name }” here. Nothing was changed or spent. /style lists them.
style-unnamed = Which style? Its name is missing. Nothing was changed or spent. /style lists them.
style-no-chat = In private there is no chat's shelf. Nothing was saved or spent. Write it in the group.
style-only-chat-admins = Only administrators of this chat change its styles. Nothing was changed or spent. Your own: <code>/style save …</code>
style-only-operator = Only the operator changes the styles for everybody. Nothing was changed or spent. Your own: <code>/style save …</code>
style-link-dead = This link leads to no style any more. Nothing was saved or spent. Ask for a new one.
style-import-how = Reply to the file of a style with <code>/style import</code>, or write its link after it. Nothing was saved or spent.
style-card-large = The file is larger than { $most } KB, so it is no style. Nothing was saved or spent.
style-card-unreadable = This file is no style of mine. Nothing was saved or spent. /style share makes one.
style-card-newer = This file comes from a newer version of me. Nothing was saved or spent. Ask the operator to update.
style-card-gone = Telegram doesn't give me this file any more. Nothing was saved or spent. Send it again.
