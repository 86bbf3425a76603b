# /help TOPIC: one screen each.

button-help = ❓ How it works
help-topics = More: { $topics }
help-unknown = There is no help on “{ $typed }”. There is on: { $topics }

help-on-flags =
    <b>Flags</b> stand behind the words, each after a blank.
    <code>--ar 16:9</code> ratio, also 9:16, 1:1, 1920x1080 (the nearest counts)
    <code>--res 2k</code> size: 1k 2k 4k, for videos 480p 720p 1080p
    <code>--model 4.0</code> a model by name or its beginning
    <code>--no blur</code> not wanted · <code>--seed 7</code> the same chance again
    <code>--strength 0.5</code> of pictures that go in · <code>--dur 5</code> seconds
    <code>--max 20</code> never above so many credits · <code>--yes</code> without a question
    <code>--file</code> the originals too · <code>--</code> the rest is text
    Short ones: <code>-r -m -u -x -n</code>. A flag that I don't know is named and nothing is sent.
help-on-photos =
    <b>Pictures in</b>
    A photo with a caption is redrawn by these words. Several sent together serve as references: call them picture 1, picture 2 in the text.
    A reply to any picture with <code>/image</code> or <code>/edit</code> does the same; to a result of mine, in full size.
    Sent as a file a picture keeps its quality; a bot reads up to 20 MB. What is sent as a photo, Telegram makes smaller first.
    Under results: pick a number, then 🎲 similar, ✏️ change, 🎬 animate, ⬆️ as 4k, 📄 originals.
help-on-video =
    <b>Videos</b>
    <code>/video the cat runs --dur 5 --res 720p</code>
    With one photo it is the first frame, with two the first and the last. The length is always sent: a model that may choose could take the dearer one.
    A video asks before it starts. Under it: 🔁 again, ✏️ change, 🎞 go on from its last picture.
    It may take long, for hours when the queue is long; it comes here by itself, also after a restart of mine.
    Over 50 MB it can't be sent by an ordinary bot: it is kept, and said.
help-on-credits =
    <b>Credits</b> are your own, of your account at the site.
    <code>/credit</code> shows the balance by source and claims the day's free ones.
    The receipt tells the price where it is known from earlier jobs; a price above your limit asks first. What a job really took stands in its message, some minutes after its end.
    One tap pays once. What may have been sent is looked up and never sent again by itself; only you decide that.
help-on-login =
    <b>Login</b> is the site's session id, sent in the private chat with <code>/login</code>.
    I delete the message, test it, and keep it encrypted; nobody sees it again. I never ask for e-mail or password.
    It ends after some weeks, or when you log out at the site. Jobs then wait and go on after the next login, nothing is spent.
    <code>/logout</code> erases it here. If it was seen by others, log out at the site: then it is dead.
help-on-groups =
    <b>Groups</b>
    I speak only when called: <code>/image@{ $bot } a cat</code>, or in reply to a picture. 👀 means that I took it.
    Who asks pays, with their own login. A tap on somebody's result makes a job of your own, on your account; only whose result it is may delete it.
    Answers stay in the topic. A balance or a login is never shown here.
help-on-labels =
    <b>Labels</b>
    Files go out as I received them, AI labels and metadata included: the rules of labelling forbid removing them, and offering tools for it, so there is no remover here.
    If your plan includes files without a visible mark, the switch for it is in the site's own settings, and what it then gives is what you get.
