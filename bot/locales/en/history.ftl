# What was made before: lists, filters, the inline mode.

history-filter-unknown = I don't know the filter “{ $filter }”. Nothing was spent. Possible: words, <code>model:4.0</code>, <code>⭐</code>, <code>video</code>, <code>image</code>, <code>2026-11</code>, <code>7d</code>. Put it in quotes to look for it as a word.
history-filter-near = I don't know the filter “{ $filter }”. Did you mean <code>{ $near }</code>? Nothing was spent.
history-filter-empty = Behind “{ $filter }” something is missing, for example <code>model:4.0</code>. Nothing was spent.
history-filter-kind = “{ $filter }” is no kind of result. Possible: <code>image</code>, <code>video</code>. Nothing was spent.
history-filter-date = “{ $filter }” is no date that I can read. Possible: <code>2026-11</code>, <code>2026-11-03</code>, <code>today</code>, <code>7d</code>, <code>2026-10..2026-11</code>. Nothing was spent.
history-filter-twice = “{ $filter }” contradicts an earlier filter of the same kind. Nothing was spent. Leave one of them out.
history-too-many-words = I look for { $limit } words at most. Nothing was spent. Leave some out.

command-history = your results, with search
command-fav = starred results
history-title = <b>History</b>
favourites-title = <b>Starred</b>
history-count = { $count ->
        [one] 1 result
       *[other] { $count } results
    }
history-part-word = “{ $word }”
history-part-model = model: { $model }
history-part-star = ⭐ starred
history-part-days = { $days } (UTC+8)
history-kind-image = image
history-kind-video = video
history-row-id = <b>#{ $id }</b>
history-row-prompt = “{ $prompt }”
history-row-unsent = made, not delivered
history-row-quiet = kept quietly
history-empty = Nothing was made yet. Write what you would like to see, and it is kept here. Starred results are in /fav.
history-empty-here = You have made nothing in this chat yet.
favourites-empty-here = Nothing from this chat has your star yet. Tap ⭐ under a result, and it is found here.
favourites-empty = Nothing is starred yet. Tap ⭐ under a result, and it is found here.
history-nothing-found = Nothing fits. Take a word or a filter away; all of it is behind /history alone.
history-try-model = For what a model made: <code>model:{ $word }</code>
history-only-here = Only what was asked for in this chat. The rest shows in the private chat.
history-forgotten = This list is too old. /history makes a new one.
history-not-yours = Somebody else asked for this list. /history makes yours.
button-search-text = 🔎 Search as text
button-newer = ‹ Newer
button-older = Older ›

button-export = 📎 JSON
button-share = ↗ Share in a chat
export-caption = Everything about #{ $id }: prompt, parameters, lineage, sizes.
export-not-yours = Only whose job it is gets its data.

inline-nothing = Nothing found. Make something in the chat
inline-unread = I can't read “{ $filter }”
inline-stranger = This bot is closed to you
