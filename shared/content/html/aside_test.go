package html_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
)

func TestALinkThatSaysAnotherPlaceIsFollowedByItsOwn(t *testing.T) {
	const rel = ` rel="noopener noreferrer nofollow ugc"`
	for name, tt := range map[string]struct{ src, want string }{
		"words":          {"[url=https://a.com/]this page[/url].", `<p><a href="https://a.com/"` + rel + `>this page</a>.</p>`},
		"another host":   {"[url=https://evil.com/]https://bank.com/[/url].", `<p><a href="https://evil.com/"` + rel + `>https://bank.com/</a><span class="leads-to"> (evil.com)</span>.</p>`},
		"a host in code": {"http://xn--80ak6aa92e.com/", `<p><a href="http://xn--80ak6aa92e.com/"` + rel + `>http://xn--80ak6aa92e.com/</a><span class="leads-to"> (xn--80ak6aa92e.com)</span></p>`},
		"another person": {"[email=a@evil.com]a@bank.com[/email]", `<p><a href="mailto:a@evil.com"` + rel + `>a@bank.com</a><span class="leads-to"> (a@evil.com)</span></p>`},
	} {
		t.Run(name, func(t *testing.T) {
			page := html.Print(bbcode.Parse(tt.src))
			require.Equal(t, tt.want, page)
			require.Equal(t, page, html.Print(html.Parse(page)), "the words behind it are no part of the text")
			require.Equal(t, bbcode.Print(bbcode.Parse(tt.src)), bbcode.Print(html.Parse(page)))
		})
	}
}

func TestAUserNameInAnAddressIsShownBehindTheText(t *testing.T) {
	require.Equal(t, "<p>my bank (https://bank.com@evil.com/).</p>", html.Print(html.Parse("<a href='https://bank.com@evil.com/'>my bank</a>.")))
}
