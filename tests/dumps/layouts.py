"""One page of two papers in the many ways in which scrapers write it; all of it made by hand."""

from typing import Final

SITE: Final = "https://huggingface.co"
ONE: Final = f"{SITE}/papers/2510.12345"
TWO: Final = f"{SITE}/papers/2601.00002"
VOTE_ONE: Final = f"{SITE}/login?next=%2Fpapers%2F2510.12345"
VOTE_TWO: Final = f"{SITE}/login?next=%2Fpapers%2F2601.00002"

TITLE_ONE: Final = "Small Models Ask the Right Questions"
TITLE_TWO: Final = "On Intervals & Other Ranges"
TEXT_ONE: Final = (
    "We study how far a small model can go when it is given the right questions (and the time). "
    "On twelve tasks it does as well as one that is ten times as large."
)
TEXT_TWO: Final = (
    "Intervals such as [0, 1) and (0, 1] are read by models as if they were links [3], which they "
    "are not. We count how often (often), and say why."
)

HEAD: Final = f"""new

Get trending papers in your email inbox once a day!

Get trending papers in your email inbox!

[Subscribe]({SITE}/login?next=%2Fpapers)

# Daily Papers

## by [![]({SITE}/front/assets/papers-by.png)AK]({SITE}/akhaliq) and the research community

- Daily
- Weekly
- Monthly

[Trending Papers]({SITE}/papers/trending)

Apr 21
"""

LINKED: Final = f"""{HEAD}
[12]({VOTE_ONE})

### [Small Models Ask\\  the Right Questions]({ONE})

[{TEXT_ONE}]({ONE})

[- ![](https://cdn.example.org/a.png)\\\\
- ![](https://cdn.example.org/b.png)\\\\
- 6 authors]({ONE})

·

Oct 23, 2025[3]({ONE}#community)

[-]({VOTE_TWO})

### [On Intervals &amp; Other Ranges]({TWO})

[{TEXT_TWO}]({TWO})

[![ByteDance](https://cdn.example.org/c.png)ByteDance]({SITE}/ByteDance)

·

Jan 8

[Previous]({SITE}/papers/date/2026-04-20)

Trending Papers ranked by GitHub stars activity
"""

REFERENCED: Final = f"""# Web source

- URL: {SITE}/papers?q=small
- Captured (UTC): 2026-04-21T16:31:22+00:00

```text
[[Hugging Face's logo] Hugging Face][1]
* [ Models ][2]
* * Website
    * [ Tasks][3]
* [Log In][4]
new

Get trending papers in your email inbox!

[Subscribe][5]

# Daily Papers

## by[AK][6] and the research community
* Daily
* Weekly
* Monthly

Apr 21
[
12
][7]

### [Small Models Ask the Right Questions][8]

[

We study how far a small model can go when it is given the right questions (and the time). On
twelve tasks it does as well as one that is ten times as large.

][9]
[
* 6 authors
][10]
·
Oct 23, 2025 [ 3][11]
[
-
][12]

### [On Intervals & Other Ranges][]

[

Intervals such as [0, 1) and (0, 1] are read by models as if they were links [3], which they are
not. We count how often (often), and say why.

][14]
[[ByteDance] ByteDance][15]
·
Jan 8
```

[1]: {SITE}/
[2]: {SITE}/models
[6]: {SITE}/akhaliq
[7]: {VOTE_ONE}
[8]: {ONE}
[9]: {ONE}
[10]: {ONE}
[11]: {ONE}#community
[12]: {VOTE_TWO}
[on intervals & other ranges]: {TWO}
    "On Intervals"
[14]: {TWO}
[15]: {SITE}/ByteDance
"""

ADDRESSES: Final = f"""---
title: "Daily Papers - Hugging Face"
url: {SITE}/papers?q=small
exported: 2026-07-28
---

# Daily Papers - Hugging Face

 Hugging Face

{SITE}/

Models

{SITE}/models

new

Get trending papers in your email inbox!

Subscribe

{SITE}/login?next=%2Fpapers

Daily Papers

by

AK

{SITE}/akhaliq

 and the research community

Daily

{SITE}/papers/trending

{SITE}/papers/date/2026-04-20

Apr 21

 [-] 12

{VOTE_ONE}

Small Models Ask the Right Questions

{ONE}

{TEXT_ONE}

{ONE}

[

6 authors]({ONE})

·

Oct 23, 2025

3

{ONE}#community

 [-] -

{VOTE_TWO}

On Intervals & Other Ranges

{TWO}

{TEXT_TWO}

{TWO}

{TWO}

 ByteDance

{SITE}/ByteDance

·

Jan 8

Previous
"""

ADDRESSES_ABOVE: Final = f"""{HEAD}
{ONE}

**Small Models Ask the Right Questions**

{TEXT_ONE}

6 authors · Oct 23, 2025 · 3 comments · 12 upvotes

{TWO}

**On Intervals & Other Ranges**

{TEXT_TWO}

[ByteDance]({SITE}/ByteDance) · Jan 8 · - upvotes
"""

PANDOC: Final = """::: {.main}
# Daily Papers {.text-lg}

## by[![](/front/assets/papers-by.png){.h-4}AK](/akhaliq){.font} and the research community {.x}

:::: {.grid}
Apr 21

[[]{.icon} 12](/login?next=%2Fpapers%2F2510.12345){.btn}

### [Small Models Ask \\
the Right Questions](/papers/2510.12345){.line-clamp-3 .cursor-pointer} {.mb-1}

[We study how far a small model can go when it is given the right
questions (and the time). On twelve tasks it does as well as one that is
ten times as large.](/papers/2510.12345){.x}

-
-   6 authors

·

[Oct 23, 2025]{.time} [[]{.i} 3](/papers/2510.12345#community){.x}

[[]{.icon} \\-](/login?next=%2Fpapers%2F2601.00002){.btn}

### [On Intervals & Other Ranges](/papers/2601.00002){.line-clamp-3}

[Intervals such as \\[0, 1) and (0, 1\\] are read by models as if they were
links \\[3\\], which they are not. We count how often (often), and say
why.](/papers/2601.00002){.x}

[![ByteDance](c.png){.y} ByteDance](/ByteDance){.x}

·

Jan 8
::::
:::
"""

HTML2TEXT: Final = f"""{HEAD}
[ 12 ](/login?next=%2Fpapers%2F2510.12345)

###  [ Small Models Ask the
Right Questions ](/papers/2510.12345)

[ {TEXT_ONE} ](/papers/2510.12345)

  *   * 6 authors

·

Oct 23, 2025 [ 3 ](/papers/2510.12345#community)

[ \\- ](/login?next=%2Fpapers%2F2601.00002)

###  [ On Intervals & Other Ranges ](/papers/2601.00002)

[ {TEXT_TWO} ](/papers/2601.00002)

[ ![](c.png) ByteDance ByteDance ](/ByteDance)

·

Jan 8
"""

FOOTNOTES: Final = f"""Daily Papers - Hugging Face

   Get trending papers in your email inbox!

   [1]Subscribe

Daily Papers

  by [2]AK and the research community

   Apr 21

   [3]12

  [4]Small Models Ask the Right Questions

   [5]We study how far a small model can go when it is given the right
   questions (and the time). On twelve tasks it does as well as one that is
   ten times as large.

   [6]6 authors

   ·
   Oct 23, 2025 [7]3

   [8]-

  [9]On Intervals & Other Ranges

   [10]Intervals such as [0, 1) and (0, 1] are read by models as if they
   were links [3], which they are not. We count how often (often), and say
   why.

   [11]ByteDance

   ·
   Jan 8

References

   1. {SITE}/login?next=%2Fpapers
   2. {SITE}/akhaliq
   4. {ONE}
   5. {ONE}
   6. {ONE}
   7. {ONE}#community
   8. {VOTE_TWO}
   9. {TWO}
  10. {TWO}
  11. {SITE}/ByteDance
"""

HTML: Final = f"""{HEAD}
<div><a href="/login?next=%2Fpapers%2F2510.12345"><svg></svg>12</a>
<h3 class="mb-1"><a href="/papers/2510.12345">Small Models Ask<br>the Right Questions</a></h3>
<p>{TEXT_ONE}</p>6 authors<br/>·<br/>Oct 23, 2025
<a href="/papers/2510.12345#community">3</a></div>
<div><a href="/login?next=%2Fpapers%2F2601.00002">-</a>
<h3><a href="/papers/2601.00002">On Intervals &amp; Other Ranges</a></h3>
<p>{TEXT_TWO}</p><a href="/ByteDance"><img src="c.png" alt="ByteDance"> ByteDance</a>
<br>·<br>Jan 8</div>
"""

SETEXT: Final = f"""{HEAD}
[12]({VOTE_ONE})

Small Models Ask the
Right Questions
---------------

{TEXT_ONE}

*6 authors* · Oct 23, 2025 3

[-]({VOTE_TWO})

On Intervals & Other Ranges
---------------------------

{TEXT_TWO}

ByteDance ByteDance

·

Jan 8
"""

BOLD: Final = f"""{HEAD}
[12]({VOTE_ONE})

**[Small Models Ask the Right Questions]({ONE})**
{TEXT_ONE}
*6 authors* · Oct 23, 2025 3

[-]({VOTE_TWO})

[**On Intervals & Other Ranges**]({TWO})
{TEXT_TWO}

[ByteDance]({SITE}/ByteDance) · Jan 8
"""

QUOTED: Final = "".join(f"> {line}\n" for line in LINKED.replace("### ", "###### ").split("\n"))
FENCED: Final = f"````markdown\n{LINKED}````\n"
LINE_ENDS: Final = LINKED.replace("\n", "\r\n")
INDENTED: Final = "".join(f"    {line}\n" for line in LINKED.split("\n"))

JINA: Final = f"""Title: Daily Papers - Hugging Face

URL Source: {SITE}/papers?q=small

Markdown Content:
Daily Papers - Hugging Face
===============

[![Image 1: Hugging Face's logo]({SITE}/logo.svg) Hugging Face]({SITE}/)

*   [Models]({SITE}/models)
*   [Log In]({SITE}/login)

Get trending papers in your email inbox once a day!

[Daily Papers]({SITE}/papers)
=============

by [![Image 2]({SITE}/front/assets/papers-by.png)AK]({SITE}/akhaliq) and the research community
------------------------------------------------

[]({SITE}/papers/date/2026-04-20)

Apr 21

[12]({VOTE_ONE})

### [Small Models Ask the Right Questions]({ONE})

[{TEXT_ONE}]({ONE})

*   ![Image 3](https://cdn.example.org/a.png)
*   6 authors

·

Oct 23, 2025 [3]({ONE}#community)

[-]({VOTE_TWO})

### [On Intervals & Other Ranges]({TWO})

[{TEXT_TWO}]({TWO})

[![Image 7: ByteDance's avatar](https://cdn.example.org/c.png)ByteDance]({SITE}/ByteDance)

·

Jan 8
"""

WHOLE: Final = {
    "links": LINKED,
    "references": REFERENCED,
    "addresses": ADDRESSES,
    "addresses above": ADDRESSES_ABOVE,
    "pandoc": PANDOC,
    "html2text": HTML2TEXT,
    "html": HTML,
    "bold": BOLD,
    "quoted": QUOTED,
    "fenced": FENCED,
    "line ends": LINE_ENDS,
    "indented": INDENTED,
    "jina": JINA,
}
"""Layouts that show all that the page shows."""


def trending_card(paper: str, title: str, code: str, date: str) -> str:
    """Write a card of a trending page."""
    return f"""[[image: a picture]]({SITE}/papers/{paper})

Submitted by

[image: somebody]

somebody

### [{title}]({SITE}/papers/{paper})

{TEXT_ONE}

-

-

- [image: somebody]

- 9 authors

· {date}

[Upvote

76]({SITE}/login?next=%2Fpapers%2F{paper})

[GitHub 86.1k]({code}) [arXiv Page](https://arxiv.org/abs/{paper}v2)

"""


TRENDING: Final = (
    HEAD.replace("Daily", "Trending").replace("Apr 21\n", "")
    + trending_card("2309.06180", "Paged\nMemory", "https://github.com/a/paged",
                    "Published on Sep 12, 2023")
    + trending_card("2309.06180", "Paged\nMemory", "https://github.com/a/paged", "Sep 12, 2023")
    + trending_card("2609.05415", "Unified", "https://github.com/b/unified.git",
                    "Published on Sep 4, 2026")
    + trending_card("2609.05415", "Unified", "https://github.com/b/unified.git", "Sep 4, 2026")
)  # fmt: skip

DAY: Final = f"""Title: Daily Papers - Hugging Face

URL Source: {SITE}/papers/date/2025-10-24

Markdown Content:
# Daily Papers

## by AK and the research community

Oct 24

Submitted by

![Image 3](https://cdn.example.org/x.png) somebody

[101]({VOTE_ONE})

### [Small Models Ask the Right Questions]({ONE})

*   ![Image 4](https://cdn.example.org/y.png)
*   ·6 authors

[5]({ONE}#community)

Submitted by

[![Image 5](https://cdn.example.org/x.png) else]({SITE}/else)

[24]({VOTE_TWO})

### [On Intervals & Other Ranges]({TWO})

[![Image 7](https://cdn.example.org/z.png) ByteDance]({SITE}/ByteDance)

·

[2]({TWO}#community)

[Previous]({SITE}/papers/date/2025-10-23)
"""


def card(paper: str, title: str, text: str = TEXT_ONE, below: str = "- 6 authors") -> str:
    """Write a card of a search page, with all that leads to the paper."""
    page = f"{SITE}/papers/{paper}"
    return (
        f"[12]({SITE}/login?next=%2Fpapers%2F{paper})\n\n### [{title}]({page})\n\n"
        f"[{text}]({page})\n\n{below}\n\n·\n\nOct 23, 2025[3]({page}#community)\n\n"
    )
