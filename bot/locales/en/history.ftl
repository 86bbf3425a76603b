# What was made before: lists, filters, the inline mode.

history-filter-unknown = I don't know the filter “{ $filter }”. Nothing was spent. Possible: words, <code>model:4.0</code>, <code>⭐</code>, <code>video</code>, <code>image</code>, <code>2026-11</code>, <code>7d</code>. Put it in quotes to look for it as a word.
history-filter-near = I don't know the filter “{ $filter }”. Did you mean <code>{ $near }</code>? Nothing was spent.
history-filter-empty = Behind “{ $filter }” something is missing, for example <code>model:4.0</code>. Nothing was spent.
history-filter-kind = “{ $filter }” is no kind of result. Possible: <code>image</code>, <code>video</code>. Nothing was spent.
history-filter-date = “{ $filter }” is no date that I can read. Possible: <code>2026-11</code>, <code>2026-11-03</code>, <code>today</code>, <code>7d</code>, <code>2026-10..2026-11</code>. Nothing was spent.
history-filter-twice = “{ $filter }” contradicts an earlier filter of the same kind. Nothing was spent. Leave one of them out.
history-too-many-words = I look for { $limit } words at most. Nothing was spent. Leave some out.
