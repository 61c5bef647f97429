package html_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/html"
)

func TestEarlierMailIsFolded(t *testing.T) {
	const folded = `<p>Thanks</p><blockquote type="cite" class="quote"><cite>On Mon, 5 Jan 2026 at 10:00, Anna &lt;a@b.cc&gt; wrote</cite><p>Hello</p></blockquote>`
	for name, tt := range map[string]struct{ src, want string }{
		"Gmail": {`<div dir="ltr">Thanks<br></div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 5 Jan 2026 at 10:00, Anna &lt;<a href="mailto:a@b.cc">a@b.cc</a>&gt; wrote:<br></div>` +
			`<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex"><div>Hello</div></blockquote></div>`, folded},
		"Thunderbird": {`<p>Thanks</p><div class="moz-cite-prefix">On Mon, 5 Jan 2026 at 10:00, Anna &lt;a@b.cc&gt; wrote:<br></div><blockquote type="cite" cite="mid:1@b.cc"><pre class="moz-quote-pre" wrap="">Hello</pre></blockquote>`,
			`<p>Thanks</p><blockquote type="cite" class="quote" cite="mid:1@b.cc"><cite>On Mon, 5 Jan 2026 at 10:00, Anna &lt;a@b.cc&gt; wrote</cite><p>Hello</p></blockquote>`},
		"Yandex and Mail.ru, whose quotes have no mark": {`<div>Спасибо</div><div>05.01.2026, 10:00, "Анна" &lt;a@b.cc&gt;:</div><blockquote><p>Привет</p></blockquote>`,
			`<p>Спасибо</p><blockquote type="cite" class="quote"><cite>05.01.2026, 10:00, &quot;Анна&quot; &lt;a@b.cc&gt;</cite><p>Привет</p></blockquote>`},
		"Yahoo": {`<div>Thanks</div><div class="yahoo_quoted" id="q"><div>On Monday, 5 January 2026 at 10:00, Anna wrote:</div><div>Hello</div></div>`,
			`<p>Thanks</p><blockquote type="cite" class="quote"><cite>On Monday, 5 January 2026 at 10:00, Anna wrote</cite><p>Hello</p></blockquote>`},
		"Outlook on the web": {`<div>Thanks</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Anna<br><b>Sent:</b> Monday</div><div>Hello</div>`,
			`<p>Thanks</p><hr><blockquote type="cite" class="quote"><p><b>From:</b> Anna<br><b>Sent:</b> Monday</p><p>Hello</p></blockquote>`},
		"Outlook on the desktop, whose head is in wrappers of its own": {`<div class="WordSection1"><p class="MsoNormal">Thanks</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p><b>From:</b> Anna</p></div></div><p>Hello</p></div>`,
			`<p>Thanks</p><blockquote type="cite" class="quote"><p><b>From:</b> Anna</p><p>Hello</p></blockquote>`},
		"a quotation that is not mail stays open": {`<p>He said:</p><blockquote>Hello</blockquote>`,
			`<p>He said:</p><blockquote class="quote"><p>Hello</p></blockquote>`},
		"a forwarded mail in Gmail's frame stays open": {`<div class="gmail_quote">---------- Forwarded message ---------<br>From: Anna</div>`,
			`<p>---------- Forwarded message ---------<br>From: Anna</p>`},
		"a signature of Gmail":   {`Bye<div class="gmail_signature" data-smartmail="gmail_signature">Anna<br>ACME</div>`, `<p>Bye</p><div class="signature"><p>Anna<br>ACME</p></div>`},
		"a signature of Outlook": {`Bye<div id="Signature"><p>Anna</p></div>after`, `<p>Bye</p><div class="signature"><p>Anna</p></div><p>after</p>`},
	} {
		t.Run(name, func(t *testing.T) {
			got := html.Print(html.Parse(tt.src))
			require.Equal(t, tt.want, got)
			require.Equal(t, got, html.Print(html.Parse(got)))
		})
	}
}
