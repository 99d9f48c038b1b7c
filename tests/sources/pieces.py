"""Invented text that the tests of several readers share."""

LEDE = "A ferry with 60 people on board sank off the northern coast on Thursday, its crew said."
SECOND = "Rescuers pulled 48 people out of the water within two hours, the coast guard reported."
TITLE = "Ferry sinks off the northern coast"
PAGE = f"""<!doctype html><html lang="en"><head><title>{TITLE} | The Harbour Post</title>
<meta property="article:published_time" content="2024-03-14T23:30:00-05:00">
<meta property="og:site_name" content="The Harbour Post">
<link rel="canonical" href="https://harbour.example/news/ferry">
</head><body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>{TITLE}</h1><p>{LEDE}</p><p>{SECOND}</p>
<p>The search for the missing goes on through the night with three helicopters and nine boats.</p>
</article><footer>Contact us</footer></body></html>"""
