package content_test

import (
	"strings"
	"testing"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
)

// vectors are attacks by what they attack. None may leave anything in what is printed but what
// contenttest.UnsafePage allows, read as HTML or as BBCode.
var vectors = map[string][]string{
	"script elements": {
		"<script>alert(1)</script>", "<SCRIPT SRC=//x.y/z.js></SCRIPT>", "<script/x>alert(1)</script >", "<scr<script>ipt>alert(1)</script>",
		"<script>alert(1)", "<<script>alert(1)//<</script>", "<script\x00>alert(1)</script>", "<svg><script>alert(1)</script></svg>",
		"<svg/onload=alert(1)>", "<math><mtext><script>alert(1)</script>", "</script><script>alert(1)</script>",
	},
	"event attributes": {
		"<img src=x onerror=alert(1)>", "<img src='https://a.b/c' onerror='alert(1)'>", "<body onload=alert(1)>", "<p onclick=alert(1)>x</p>",
		"<a href=https://a.b onmouseover=alert(1)>x</a>", "<img/src=https://a.b/c/onerror=alert(1)>", "<input autofocus onfocus=alert(1)>",
		"<details open ontoggle=alert(1)>x</details>", "<video><source onerror=alert(1)>", "<marquee onstart=alert(1)>x</marquee>",
		"<b/onclick=alert(1)>x</b>", "<b\x0conclick=alert(1)>x</b>", "<a href=\"https://a.b\"onclick=alert(1)>x</a>",
		"<img src=https://a.b/c alt='\" onerror=\"alert(1)'>", "<img src='https://a.b/c\" onerror=\"alert(1)'>",
		"<span class=mention data-id='1\" onclick=\"alert(1)'>x</span>", "<blockquote cite='\" onclick=\"alert(1)'>x</blockquote>",
	},
	"URLs of links": {
		"<a href=javascript:alert(1)>x</a>", "<a href=' javascript:alert(1)'>x</a>", "<a href='java\nscript:alert(1)'>x</a>",
		"<a href='java&#10;script:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>", "<a href='javascript&colon;alert(1)'>x</a>",
		"<a href='&#1;javascript:alert(1)'>x</a>", "<a href='JaVaScRiPt:alert(1)'>x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
		"<a href='vbscript:x'>x</a>", "<a href='javascript://%0aalert(1)'>x</a>", "<a href='https://a.b/\" onclick=\"alert(1)'>x</a>",
		"<a href='//a.b@c.d'>x</a>", "<a href='javascript\u200b:alert(1)'>x</a>", "<a href=\"jav\tascript:alert(1)\">x</a>",
		"<a xlink:href=javascript:alert(1)>x</a>", "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
		"<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>", "<base href=javascript:/a/><a href=x>y</a>",
		"[url=javascript:alert(1)]x[/url]", "[url]javascript:alert(1)[/url]", "[url=JAVASCRIPT:alert(1)]x[/url]", "[url='javascript:alert(1)']x[/url]",
		"[url=data:text/html,x]x[/url]", "[url=https://a.b/\" onclick=\"alert(1)]x[/url]", "[url=https://a.b/'onclick='alert(1)']x[/url]",
		"[url=&#106;avascript:alert(1)]x[/url]", "[email=a@b.cd\" onclick=\"alert(1)]x[/email]", "[url=java[b]script:alert(1)]x[/url]",
		"[url=[url=javascript:alert(1)]]x[/url]", "javascript:alert(1) data:x http://a.b/\"onclick=alert(1)",
	},
	"URLs of images": {
		"<img src=javascript:alert(1)>", "<img src='data:image/svg+xml,<svg onload=alert(1)>'>", "<img src=mailto:a@b.cd>", "<img src='x:y'>",
		"<image src=javascript:alert(1)>", "<img dynsrc=javascript:alert(1) lowsrc=javascript:alert(1)>", "<img srcset='javascript:alert(1) 1x'>",
		"[img]javascript:alert(1)[/img]", "[img]data:image/svg+xml,x[/img]", "[img]https://a.b/\" onerror=\"alert(1)[/img]",
		"[img alt='\" onerror=\"alert(1)']https://a.b/c[/img]", "[img width=\"1\" onerror=\"alert(1)\"]https://a.b/c[/img]",
	},
	"styles": {
		"<p style='background:url(javascript:alert(1))'>x</p>", "<p style='width:expression(alert(1))'>x</p>", "<style>@import 'x'</style>",
		"<p style='color:red;background:url(//a.b)'>x</p>", "<p style='color:url(javascript:alert(1))'>x</p>", "<p style=\"color:red\\;x:y\">x</p>",
		"<font color='red;x:expression(1)' face='a;b:c' size='7;x:y'>x</font>", "<p style='-moz-binding:url(x)'>x</p>", "<link rel=stylesheet href=//a.b>",
		"<p style='font-family:\"x;y:z\";text-align:center;position:fixed'>x</p>",
		"[color=red;background:url(x)]x[/color]", "[color=\"><script>\"]x[/color]", "[size=7;x:y]x[/size]", "[font=Arial;x:y]x[/font]",
	},
	"elements that load or act": {
		"<iframe src=//a.b></iframe>", "<iframe srcdoc='<script>alert(1)</script>'>", "<object data=//a.b></object>", "<embed src=//a.b>",
		"<applet code=x>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>", "<form action=//a.b><input name=x></form>", "<video src=//a.b autoplay>",
		"<template><img src=x onerror=alert(1)></template>", "<portal src=//a.b>", "<frameset onload=alert(1)><frame src=//a.b>", "<textarea autofocus onfocus=alert(1)>",
	},
	"comments and declarations": {
		"<!--><img src=x onerror=alert(1)>-->", "<!-- --!><img src=x onerror=alert(1)>", "<!--[if IE]><script>alert(1)</script><![endif]-->", "<!-- > --><script>alert(1)</script>",
		"<![CDATA[<img src=x onerror=alert(1)>]]>", "<?xml version='1.0'?><script>alert(1)</script>", "<!x \"><img src=x onerror=alert(1)>\">", "</ <img src=x onerror=alert(1)>",
	},
	"markup that changes when it is read again": {
		"<svg></p><style><a id=\"</style><img src=x onerror=alert(1)>\">", "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
		"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
		"<textarea><p title=\"</textarea><img src=x onerror=alert(1)>\">", "<title><p title=\"</title><img src=x onerror=alert(1)>\">",
		"<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">", "<p title='</p><script>alert(1)</script>'>x</p>", "<select><style></select><img src=x onerror=alert(1)></style>",
		"&lt;img src=x onerror=alert(1)&gt;", "&amp;lt;script&amp;gt;", "<svg><![CDATA[</svg><script>alert(1)</script>]]>", "<math><annotation-xml encoding='text/html'><style></math><script>alert(1)</script>",
		"<pre>\n</pre><img src=x onerror=alert(1)>", "<plaintext><script>alert(1)</script>",
	},
	"tags of one language in the other": {
		"[b]<script>alert(1)</script>[/b]", "[code]</code><script>alert(1)</script>[/code]", "[code=\"><script>\"]x[/code]", "[quote=\"<script>alert(1)</script>\"]x[/quote]",
		"[quote=<img src=x onerror=alert(1)>]x[/quote]", "[spoiler=</summary><script>alert(1)</script>]x[/spoiler]", "[mention=\"><script>]x[/mention]", "[list=\"><script>\"][*]x[/list]",
		"[attach=1 url=javascript:alert(1)]x[/attach]", "[td colspan=\"1 onclick=alert(1)\"]x[/td]", "[table][tr][td colspan='1\" onclick=\"alert(1)']x[/td][td]y[/td][/tr][/table]",
		"<p>[url=javascript:alert(1)]x[/url]</p>", "<p>[b]</p><p>[/b]</p>", "<span class=mention data-id=1>[url=javascript:alert(1)]x[/url]</span>",
	},
}

func TestNothingDangerousIsPrinted(t *testing.T) {
	for class, list := range vectors {
		t.Run(class, func(t *testing.T) {
			for _, v := range list {
				for _, src := range []string{v, "<p>" + v + "</p>", "[quote]" + v + "[/quote]", "<a href=https://a.b title='" + v, strings.ToUpper(v)} {
					checkDocument(t, html.Parse(src), src)
					checkDocument(t, bbcode.Parse(src), src)
					// What one printer writes the reader of the other may be given.
					checkDocument(t, bbcode.Parse(html.Print(html.Parse(src))), html.Print(html.Parse(src)))
					checkDocument(t, html.Parse(bbcode.Print(bbcode.Parse(src))), bbcode.Print(bbcode.Parse(src)))
				}
			}
		})
	}
}

func TestTheCheckOfPrintedPagesFindsWhatIsDangerous(t *testing.T) {
	for _, page := range []string{
		"<script>x</script>", "<p onclick=x>", "<a href=javascript:x rel='noopener noreferrer nofollow ugc'>", "<a href=https://a.b>", "<img src=data:x>",
		"<p style='color:red;x:y'>", "<p style='background:red'>", "<!-- x -->", "<svg></svg>", "<p class=x>", "<img src=mailto:a@b.cd>", "<base href=x>",
	} {
		if contenttest.UnsafePage(page) == "" {
			t.Errorf("nothing found in %s", page)
		}
	}
}
