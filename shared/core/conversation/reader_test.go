package conversation

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
	"deskside/shared/helpdesk"
)

// A long text is read up to where its first words end, and they are those of the whole.
func TestTheExcerptOfALongTextIsThatOfAllOfIt(t *testing.T) {
	long := strings.Repeat("The pump arrived on Tuesday and makes a noise. ", 80)
	for name, m := range map[string]helpdesk.Markup{
		"words":                              {Format: helpdesk.HTML, Source: "<p>" + long},
		"a mail that is answered below":      {Format: helpdesk.HTML, Source: "<blockquote type=cite>" + long + "</blockquote><p>It works now.</p>"},
		"the same, introduced":               {Format: helpdesk.HTML, Source: "<p>On 5 Mar 2024 at 10:11, Desk wrote:</p><blockquote type=cite>" + long + "</blockquote><p>It works now.</p>"},
		"a mail that is answered above":      {Format: helpdesk.HTML, Source: "<p>It works now.</p><blockquote type=cite>" + long + "</blockquote>"},
		"nothing but a mail":                 {Format: helpdesk.HTML, Source: "<blockquote type=cite>" + long + "</blockquote>"},
		"lines that are marked":              {Format: helpdesk.HTML, Source: "<p>&gt; " + long + "<br>&gt; a</p><p>It works.</p><p>On 5 Mar 2024 at 10:11, Desk wrote:<br>&gt; a<br>&gt; b</p>"},
		"a head of earlier mail":             {Format: helpdesk.HTML, Source: "<p>It works.</p><p>From: Desk<br>Sent: 5<br>To: Ann<br>Subject: P</p>" + long},
		"a quotation of BBCode":              {Format: helpdesk.BBCode, Source: "[quote=Ann]" + long + "[/quote] It works."},
		"formatting":                         {Format: helpdesk.BBCode, Source: "[b]" + long + "[/b]"},
		"a list":                             {Format: helpdesk.BBCode, Source: "[list][*]" + long + "[/list]"},
		"the identifier of a post":           {Format: helpdesk.BBCode, Source: "[b:1k2j3h4g]a[/b] " + long + "[/b:1k2j3h4g]"},
		"brackets that are text":             {Format: helpdesk.BBCode, Source: "[a] b[i] = c " + long},
		"letters of several bytes":           {Format: helpdesk.BBCode, Source: "я" + strings.Repeat("яяяяяяя ", 400)},
		"words in a table":                   {Format: helpdesk.HTML, Source: "<table><tr><td>" + long + "<td>x</table>"},
		"short words before much that hides": {Format: helpdesk.HTML, Source: "<p>Short.</p><style>" + long + "</style><p>More.</p>"},
	} {
		t.Run(name, func(t *testing.T) {
			d := bbcode.Parse
			if m.Format == helpdesk.HTML {
				d = html.Parse
			}
			require.Equal(t, text.Excerpt(d(m.Source), excerptLength), MailReader().Excerpt(m))
		})
	}
}
