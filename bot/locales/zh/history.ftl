# 以前做过的内容：列表、筛选、内联模式。

history-filter-unknown = 不认识筛选“{ $filter }”，没花积分。可以写：文字、<code>model:4.0</code>、<code>⭐</code>、<code>视频</code>、<code>图片</code>、<code>2026-11</code>、<code>7天</code>。要把它当文字搜，请加引号。
history-filter-near = 不认识筛选“{ $filter }”，是不是 <code>{ $near }</code>？没花积分。
history-filter-empty = “{ $filter }”后面缺了内容，例如 <code>model:4.0</code>。没花积分。
history-filter-kind = 没有“{ $filter }”这种结果，可以写 <code>图片</code> 或 <code>视频</code>。没花积分。
history-filter-date = 看不懂日期“{ $filter }”，可以写 <code>2026-11</code>、<code>2026-11-03</code>、<code>今天</code>、<code>7天</code>、<code>2026-10..2026-11</code>。没花积分。
history-filter-twice = “{ $filter }”和前面同类的筛选矛盾，没花积分。请只留一个。
history-too-many-words = 最多同时搜 { $limit } 个词，没花积分。请少写几个。
