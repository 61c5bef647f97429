package content_test

// htmlSeeds are sources that the fuzz tests start from.
var htmlSeeds = []string{
	"<p>Login fails with <strong>500</strong> &amp; a blank page.</p><ul><li>Chrome 124</li><li>Firefox 126</li></ul>",
	"<b>1<p>2</b>3</p>", "<p><b>a</p>b</b>c", "foo<br><br>bar<br>baz<br>",
	"see <a href='http://x.y/?a=1&b=2'>this</a> and http://foo.bar/baz.",
	"<table><tr><td>a<td>b<tr><td colspan=2>c</table>x", "<table role=presentation><tr><td>layout<td>x</table>",
	"<script>alert(1)</script>ok<style>b{}</style><svg><style><img src=x onerror=alert(1)>",
	`<div>Thanks<br></div><div class="gmail_quote"><div class="gmail_attr">On Mon, 5 Jan 2026 at 10:00, Anna &lt;<a href="mailto:a@b.cc">a@b.cc</a>&gt; wrote:<br></div><blockquote class="gmail_quote"><div>Hello</div></blockquote></div>`,
	"<pre><code class=language-go>a\n  b\n</code></pre>x<code>y  z</code>",
	"<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul><ol type=a start=3><li>x</ol>",
	"<span style='color:red;font-weight:bold;font-size:20px'>r<span style='color:#000'>k</span></span>",
	`<a href="jav&#x09;ascript:alert(1)">y</a>&notit; &#150; <x-foo>kept</x-foo>`,
	`<img src=cid:abc@d alt="logo.png"><img src=https://x.y/z.png width=10 alt=z>`,
	`<details><summary>T</summary>body</details><hr><h2 align=center>H</h2><blockquote><cite>Anna <time>2020</time></cite>q</blockquote>`,
	`<!-- x --!><![CDATA[a>b]]><div class="signature">-- <br>Anna</div><span class="mention" data-id="12">Anna</span>`,
	"<p>\u00a0</p><div style='display:none'>pre</div>[b]x[/b] \u200bz\u202e",
}

// bbcodeSeeds are sources that the fuzz tests start from.
var bbcodeSeeds = []string{
	"Login fails with [b]500[/b]\n[ul][li]Chrome 124[/li][/ul]",
	"[b]a[i]b[/b]c[/i] a[i] = 3 [foo] [/b]",
	"[quote=\"Anna\" date=\"2020\" ref=\"7\"]x\n\ny[/quote]\nanswer",
	"[list=a][*]one\n[*]two[list][*]in[/list][/list]",
	"[code=go]a [b]x[/b]\n  y[/code][pre]x[/code][/pre][icode]z[/icode]",
	"[noparse][b]x[/b][/noparse] and [b]y[/b]",
	"http://x.y/z. a@b.cc. (http://a.b/c_(d)) [url]http://q.w[/url][url=javascript:alert(1)]x[/url]",
	"[center]mid [size=5]big[/size][/center][table][tr][td]a[/td][th colspan=\"2\"]b[/th][/tr][/table]",
	"[quote][b]x[/quote] y[/b] z[hr][br]",
	"[color=red]r[color=blue]b[/color]r[/color][font=Arial]f[/font][sub]1[/sub][sup]2[/sup][u]u[/u][s]s[/s]",
	"[spoiler=Secret]s[/spoiler][h2]H[/h2][mention=12]Anna[/mention] [attach=7 url=\"https://h.t/f.pdf\"]f.pdf[/attach]",
	"[email]a@b.cc[/email] [email=a@b.cc]x[/email] [img width=\"10\" alt=\"a\"]http://x.y/z.png[/img] [[url=http://x.y]x[/url]",
	"[\u200bb]x[/b] [b\u00a0x] [right]r\n\nr[/right]",
}
