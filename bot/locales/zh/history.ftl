# 以前做过的内容：列表、筛选、内联模式。

history-filter-unknown = 不认识筛选“{ $filter }”，没花积分。可以写：文字、<code>model:4.0</code>、<code>⭐</code>、<code>视频</code>、<code>图片</code>、<code>2026-11</code>、<code>7天</code>。要把它当文字搜，请加引号。
history-filter-near = 不认识筛选“{ $filter }”，是不是 <code>{ $near }</code>？没花积分。
history-filter-empty = “{ $filter }”后面缺了内容，例如 <code>model:4.0</code>。没花积分。
history-filter-kind = 没有“{ $filter }”这种结果，可以写 <code>图片</code> 或 <code>视频</code>。没花积分。
history-filter-date = 看不懂日期“{ $filter }”，可以写 <code>2026-11</code>、<code>2026-11-03</code>、<code>今天</code>、<code>7天</code>、<code>2026-10..2026-11</code>。没花积分。
history-filter-twice = “{ $filter }”和前面同类的筛选矛盾，没花积分。请只留一个。
history-too-many-words = 最多同时搜 { $limit } 个词，没花积分。请少写几个。

command-history = 我的结果，可搜索
command-fav = 收藏的结果
history-title = <b>历史</b>
favourites-title = <b>收藏</b>
history-count = 共 { $count } 条
history-part-word = “{ $word }”
history-part-model = 模型：{ $model }
history-part-star = ⭐ 已收藏
history-part-days = { $days }（UTC+8）
history-kind-image = 图片
history-kind-video = 视频
history-row-id = <b>#{ $id }</b>
history-row-prompt = “{ $prompt }”
history-row-unsent = 已生成，没发出去
history-row-quiet = 安静保存
history-empty = 还没有生成过内容。发一句话就能画，结果会留在这里。收藏的在 /fav。
history-empty-here = 你在本群还没有生成过内容。
favourites-empty-here = 本群的结果里还没有你收藏的。点结果下面的 ⭐，就能在这里找到。
favourites-empty = 还没有收藏。点结果下面的 ⭐，就能在这里找到。
history-nothing-found = 没有符合的结果。少写一个词或一个筛选再试，单独发 /history 看全部。
history-try-model = 按模型找，请写 <code>model:{ $word }</code>
history-only-here = 这里只列本群里生成的，其余的请到私聊里看。
history-forgotten = 这份列表太旧了，请重新发 /history。
history-not-yours = 这份列表是别人的，发 /history 看你自己的。
button-search-text = 🔎 当文字搜索
button-newer = ‹ 更新的
button-older = 更早的 ›

button-export = 📎 数据 JSON
button-share = ↗ 分享到聊天
export-caption = #{ $id } 的全部数据：提示词、参数、来历、尺寸。
export-not-yours = 只有任务的主人能取数据。

inline-nothing = 没找到，去聊天里生成
inline-unread = 看不懂“{ $filter }”
inline-stranger = 这个机器人没有对你开放
