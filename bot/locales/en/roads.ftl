# The roads that lead to a picture: questions with buttons, /album, what can be an input.

pictures-kept = { $count ->
        [one] Got your picture.
       *[other] Got your { $count } pictures.
    } What should become of { $count ->
        [one] it
       *[other] them
    }? Nothing was spent.
offer-change-picture = 🖼 Change it
offer-animate = 🎬 Animate
offer-say = 📝 Say what to do
offer-use = { $flag }
offer-without = Send without
offer-without-flag = Without { $flag }
offer-anyway = Draw it anyway
offer-as-frames = 🎞 As frames
offer-first-pictures = { $count ->
        [0] Without the pictures
        [one] Only the first picture
       *[other] Only the first { $count } pictures
    }
offer-as-text = It is text
offer-edit = ✏️ Edit
offer-as-video = 🎬 As a video
offer-picture = Picture { $number }
offer-result = Result { $numbers }
offer-example = { $words }
offer-caption = { $words }
offer-join-question = Are these words about the { $count ->
        [one] picture
       *[other] { $count } pictures
    } you just sent? Nothing was spent.
offer-join-change = 🖼 Yes, change them
offer-join-animate = 🎬 Yes, animate
offer-words-alone = 📝 No, draw the words
offer-late-picture = One more picture of the album came. The receipt #{ $id } is still open; nothing was spent.
offer-add-picture = Add as picture { $number }
offer-ignore = Ignore

refusal-value-missing = <code>{ $flag }</code> needs a value after it. Nothing was spent. Possible: { $possible }

receipt-stays = The open receipt #{ $id } stays as it was.
offer-made = #{ $id }: see its receipt.
offer-added = Added: see the receipt #{ $id }.
offer-too-late = Too late: it runs already, or its receipt has expired. Nothing was changed.
offer-left = Left as it is.
offer-already = Decided already.
offer-not-yours = This question is somebody else’s, or is gone. Nothing was changed or spent.

words-wanted-image = Tell me what to draw, or send a photo. Your next message within 2 minutes is the prompt; in a group, reply to this one.
words-wanted-video = Tell me what to film, or send a photo. Your next message within 2 minutes is the prompt; in a group, reply to this one.
words-wanted-flags-image = Noted: <code>{ $flags }</code>. Tell me what to draw; your next message within 2 minutes is the prompt. In a group, reply to this one. Nothing was spent.
words-wanted-flags-video = Noted: <code>{ $flags }</code>. Tell me what to film; your next message within 2 minutes is the prompt. In a group, reply to this one. Nothing was spent.
words-wanted-change = Say what should change; your next message is the prompt. In a group, reply to this one. Nothing was spent.
words-wanted-change-placeholder = What should change
words-wanted-command-placeholder = Words, or /video and words
words-wanted-command = Write what to do with it: words alone change it, <code>/video</code> and words animate it. In a group, reply to this one. Nothing was spent.

collecting-count = Send the pictures one by one, then /done and what should become of them. So far: { $count }
collecting-done = { $count ->
        [one] 1 picture.
       *[other] { $count } pictures.
    } Now the words: alone they change them, after <code>/video</code> they animate them. In a group, reply to this message. Nothing was spent.
collecting-none = There is nothing to finish. Nothing was spent. Begin with /album.
collecting-empty = No picture came yet. Nothing was spent. Send some, or leave it.
collecting-full = No model takes more than { $most } pictures: this one is left out. Nothing was spent. Go on with /done.
collecting-stopped = The pictures are forgotten. Nothing was spent.
button-cancel-collecting = ✕ Leave it

input-sticker = The sticker is used as a picture.
input-result = Result { $number } of #{ $id }, in full size.
input-results = Results { $numbers } of #{ $id }, in full size, as pictures 1 to { $count }.
input-no-animation = A GIF can't be used as an input. Nothing was spent. Send a photo.
input-no-moving-sticker = A moving sticker can't be used as an input. Nothing was spent. Send a still one, or a photo.
input-no-video-note = A video message can't be used as an input. Nothing was spent. Send a photo.
input-no-audio = Sound can't be used as an input. Nothing was spent. Send a photo.
input-no-file = This file can't be used as an input: it is no picture. Nothing was spent. Send a photo, or a JPEG, PNG or WebP file.
input-heif = The HEIC picture is converted to JPEG for Jimeng.
input-clip-alone = A clip can be reference material for these models: { $models }. Nothing was spent. Reply to it with <code>/video</code>, what should happen, and <code>--model</code>.
input-clip-for-image = No picture can be made of a clip. Nothing was spent. Use /video, or send a photo.
input-clips-many = { $model } takes { $most ->
        [0] no clips
        [one] at most 1 clip
       *[other] at most { $most } clips
    }, and { $clips } came. Nothing was spent. { $others ->
        [none] No model takes as many; send fewer.
       *[other] These do: { $others }
    }

grammar-seed-same-unknown = <code>--seed same</code> is the seed of the job that you reply to, and none is known here. Nothing was spent. Reply to a result, or give a number.
grammar-ratio-from-picture = Ratio: from picture { $number }

job-picture-reference = picture { $number }: reference
job-picture-first = picture { $number }: first frame
job-picture-last = picture { $number }: last frame
job-ratio-auto = ratio by the model
asks-unclear = some of the text looks like a setting
button-edit = ✏️ Edit
button-unhint = ✕ Not { $value } (“{ $word }”)
button-meant = { $suggestion }
button-as-references = 📎 As references
button-as-frames = 🎞 As frames
button-swap-frames = ⇄ Swap frames
change-written = Done: see the receipt #{ $id }.

failure-heif = A HEIC picture can't be converted.
failure-heif-picture = Picture { $picture } is HEIC and can't be converted.
failure-heif-next = Send it as a photo: Telegram converts it then.
failure-link = A link didn't lead to a picture.
failure-link-picture = Picture { $picture }: the link didn't lead to a picture that can be fetched.
failure-link-next = Check that the address is public and no larger than 20 MB, or send the picture itself.

command-album = collect several pictures
command-done = finish collecting

album-captions = There are captions on several pictures of the album. Nothing was spent. Which one counts?
collecting-gone = This collection is over, or not yours. Nothing was spent.

collecting-words-only = No picture came for /album, so the collecting is over. Nothing was sent, nothing was spent. Draw only the words?
offer-only-words = 🖼 Draw only the words
offer-drop-words = ✕ No
plain-cut-token = This looks like a session id that is cut short (32 letters and digits). Nothing was sent, nothing was spent. To log in: /login
plain-signs = Only signs, no words. Nothing was sent, nothing was spent. Draw it all the same? Or write what you want to see.
plain-small-talk = Hello. Write what you want to see, and I draw it; /help shows more. Nothing was sent, nothing was spent. Or draw just this?
login-no-token = That isn't a session id (32 letters and digits). Nothing was sent, nothing was spent. Was it meant as a prompt?
login-password = That looks like an e-mail address or a password. I need neither; nothing was stored, sent or spent. Only the session id logs you in. If a password was in it, change it at the site.
