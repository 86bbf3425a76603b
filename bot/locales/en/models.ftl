# /models: what the account can use, and models that nobody here knows yet.

command-models = models, sizes and lengths
models-title = <b>Models</b> · { site }
models-title-everywhere = <b>Models</b> of all sites; after /login, those of yours
models-live = Read from the site at { $at }.
models-built-in = The site's own list wasn't read yet; this is the built-in one of { $dated }.
models-of-image = <b>Pictures</b>
models-of-video = <b>Videos</b>
models-line = #{ $number } { $name } · { $facts }
models-seconds = { $seconds } s
models-makes = makes { $count }
models-inputs = takes { $count ->
        [one] 1 picture
       *[other] up to { $count } pictures
    }
models-frames = { $count ->
        [one] first frame
       *[other] first/last frames: { $count }
    }
models-references = references: up to { $count }
button-models-before = ‹ { $kind ->
        [video] Videos
       *[image] Pictures
    } { $span }
button-models-after = { $kind ->
        [video] Videos
       *[image] Pictures
    } { $span } ›
models-is-new = new here
models-help =
    <code>--model #2</code> takes the second of its kind; a name or its beginning does it too. Tap a number for ratios and prices. <code>/models new</code> shows what changed.
    Not here: talking heads, sound, motion templates.
models-head = <b>{ $title }</b> · <code>{ $name }</code> · #{ $number }
models-ratios = Ratios: { $ratios }
models-price-unknown = Price not known: no job has told it yet.
models-prices = Credits, as jobs took them: { $prices }
models-news-title = <b>New models</b>, beyond the built-in list of { $dated } or in the last 30 days
models-came = + { $name }, first seen { $day } · <code>--model { $typed }</code>
models-went = − { $name }, last seen { $day }
models-no-news = Nothing came and nothing went.
models-unknown = I don't know a model “{ $typed }”. Nothing was spent. /models lists what your account can use.
models-not-yours = Somebody else asked for this list. /models makes yours.
models-tap-gone = Your account doesn't have this model any more. /models lists what it has.
button-model-use = ▶️ Use it
