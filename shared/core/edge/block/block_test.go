package block_test

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	nethtml "golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"deskside/shared/core/edge/block"
	"deskside/shared/core/edge/typed"
	"deskside/shared/helpdesk"
	"deskside/shared/words"
	"deskside/shared/words/print"
)

const now = 1_800_000_000

// drawn is what a browser makes of a block: its text, and its elements with their attributes.
type drawn struct {
	text     string
	elements []*nethtml.Node
}

// allowed are the elements that a block may have, with their attributes.
var allowed = map[string][]string{
	"div": {"class", "lang", "dir", "style"}, "p": {"class", "role", "style"}, "ul": {"class", "style"}, "li": {"style"}, "h5": {"style"},
	"span": {"class", "style"}, "a": {"href", "target", "rel"}, "bdi": nil,
}

// style is all that a style of a block may say.
var style = regexp.MustCompile(`^((list-style:none|white-space:nowrap|font-size:.92em|font-weight:bold|overflow-wrap:anywhere|(margin|margin-top|padding|padding-inline-start|border-radius):[0-9 px]+|border-inline-start:2px solid #ccc|(background-color|color):#[0-9a-fA-F]{3,6})(;|$))+$`)

// draw parses a block as a browser does, and holds it to what one may be made of.
func draw(t *testing.T, v *block.View, language string) (d drawn) {
	t.Helper()
	source := string(v.HTML(print.In(language)))
	require.True(t, utf8.ValidString(source))
	nodes, err := nethtml.ParseFragment(strings.NewReader(source), &nethtml.Node{Type: nethtml.ElementNode, Data: "div", DataAtom: atom.Div})
	require.NoError(t, err)
	require.Len(t, nodes, 1)
	var walk func(n *nethtml.Node)
	walk = func(n *nethtml.Node) {
		switch n.Type {
		case nethtml.TextNode:
			d.text += n.Data
		case nethtml.ElementNode:
			d.elements = append(d.elements, n)
			attributes, known := allowed[n.Data]
			require.True(t, known, "<%s> in %s", n.Data, source)
			for _, a := range n.Attr {
				require.Contains(t, attributes, a.Key, source)
				switch a.Key {
				case "style":
					require.Regexp(t, style, a.Val)
				case "href":
					require.True(t, strings.HasPrefix(a.Val, "https://help.example.com/"), a.Val)
				}
			}
		default:
			require.Fail(t, "a comment or a doctype in "+source)
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(nodes[0])
	return d
}

// attribute returns those of an element's attributes that are there.
func (d *drawn) attributes(element, name string) (all []string) {
	for _, n := range d.elements {
		for _, a := range n.Attr {
			if n.Data == element && a.Key == name {
				all = append(all, a.Val)
			}
		}
	}
	return all
}

func sample() *block.View {
	return &block.View{
		Host: "help.example.com", Now: now, Names: []string{"Anna Weber", "Anna Weber", "anna@private.example"},
		Written: []block.Post{
			{ID: 1, Type: helpdesk.Idea, Title: "Dark mode", URL: "https://help.example.com/topic/1", Status: "Planned", Background: "#1e7e34", Ink: "#fff", Votes: 21, Comments: 2, Active: now - 3*3600,
				Reply: &block.Reply{Name: "Olga", Text: "It comes in May.", At: now - 3*3600}},
			{ID: 2, Type: helpdesk.Problem, Title: "Export fails", URL: "https://elsewhere.example/topic/2", Votes: 1, Active: now - 5*86400},
		},
		Voted: []block.Post{{ID: 3, Type: helpdesk.Question, Title: "Why?", URL: "https://help.example.com/topic/3", Votes: -3, Active: now - 90*86400, Mine: helpdesk.VoteDown}},
	}
}

func TestABlockTellsWhatAClientHasToDoWithPosts(t *testing.T) {
	en := draw(t, sample(), "en")
	require.Equal(t, "Anna Weber"+
		"Ideas, problems and questions"+
		"Dark mode New replyPlanned Idea · 21 votes · 2 comments · 3 hours agoLatest reply by \u2068Olga\u2069, 3 hours ago: It comes in May."+
		"Export failsProblem · 1 vote · 5 days ago"+
		"VotesWhy?Question · -3 votes · 2026-10-17 · Voted against", en.text)
	require.Equal(t, []string{"https://help.example.com/topic/1", "https://help.example.com/topic/3"}, en.attributes("a", "href"), "no link leads away from the helpdesk")
	require.Equal(t, []string{"en"}, en.attributes("div", "lang"))
	ru := draw(t, sample(), "ru")
	require.Contains(t, ru.text, "Dark mode Новый ответPlanned Идея · 21 голос · 2 комментария · 3 часа назадПоследний ответ (\u2068Olga\u2069), 3 часа назад: It comes in May.")
	require.Contains(t, ru.text, "17.10.2026 · Голос против")
	require.Equal(t, []string{"ru"}, ru.attributes("div", "lang"))
}

func TestABlockSaysWhatIsMissing(t *testing.T) {
	d := draw(t, &block.View{Now: now, Notices: []words.Say{words.EdgeBlockNobody(2)}}, "en")
	require.Equal(t, "Nobody has written feedback with this client's addresses.", d.text)
	require.Equal(t, []string{"status"}, d.attributes("p", "role"))
	v := sample()
	v.More = true
	require.Contains(t, draw(t, v, "en").text, "These are the latest.")
}

func TestAReplyIsNewForTwoWeeks(t *testing.T) {
	for _, test := range []struct {
		at  int64
		new bool
	}{{now, true}, {now - 14*86400 + 1, true}, {now - 14*86400, false}, {0, false}, {-1 << 62, false}, {now + 60, true}} {
		v := &block.View{Now: now, Written: []block.Post{{ID: 1, Reply: &block.Reply{At: test.at}}}}
		require.Equal(t, test.new, strings.Contains(draw(t, v, "en").text, "New reply"), test.at)
	}
}

func TestColoursAreThoseOfTheHelpdeskWhereTheyCanBeRead(t *testing.T) {
	const plain = "padding:1px 5px;border-radius:3px;font-size:.92em;background-color:#5e5e5e;color:#fff"
	for name, test := range map[string]struct{ background, ink, style string }{
		"short ones":            {"#000", "#FFF", "padding:1px 5px;border-radius:3px;font-size:.92em;background-color:#000;color:#FFF"},
		"long ones":             {"#ffffff", "#1E7E34", "padding:1px 5px;border-radius:3px;font-size:.92em;background-color:#ffffff;color:#1E7E34"},
		"too much alike":        {"#ffffff", "#eeeeee", plain},
		"one only":              {"#000000", "", plain},
		"a word":                {"black", "white", plain},
		"a digit too many":      {"#0000000", "#ffffff", plain},
		"no digits":             {"#00000g", "#ffffff", plain},
		"the end of the quotes": {`#000"x`, "#ffffff", plain},
		"more than a colour":    {"#000;background:url(//evil.test)", "#fff", plain},
		"control characters":    {"#\x10\x10\x10", "#fff", plain},
	} {
		t.Run(name, func(t *testing.T) {
			v := &block.View{Now: now, Written: []block.Post{{ID: 1, Title: "T", Status: "S", Background: test.background, Ink: test.ink}}}
			d := draw(t, v, "en")
			require.Contains(t, d.attributes("span", "style"), test.style)
		})
	}
}

func TestLinksLeadToTheHelpdeskAndNowhereElse(t *testing.T) {
	for _, address := range []string{
		"", "/topic/1", "javascript:alert(1)", "JavaScript://help.example.com/%0aalert(1)", "data:text/html,x", "//help.example.com/1", "ftp://help.example.com/1",
		"https://help.example.com.evil.test/", "https://evil.test/help.example.com", "https://help.example.com@evil.test/", "https://help.example.com\\@evil.test/",
		"https://help.example.com:444/", "https://evil.test#https://help.example.com/", " https://help.example.com/", "https://help.example.com/\n", "https://help.example.com/a b", "https:/help.example.com/",
		"https://help.example.com/\xff",
	} {
		v := &block.View{Host: "help.example.com", Now: now, Written: []block.Post{{ID: 1, Title: "T", URL: address}}}
		d := draw(t, v, "en")
		require.Empty(t, d.attributes("a", "href"), "%q", address)
		require.Contains(t, d.text, "T")
	}
	v := &block.View{Host: "help.example.com", Now: now, Written: []block.Post{{ID: 1, Title: "T", URL: `https://HELP.example.com/t?a=1&b="><x`}}}
	require.Contains(t, string(v.HTML(print.In())), `<a href="https://HELP.example.com/t?a&#61;1&amp;b&#61;&#34;&gt;&lt;x" target="_blank" rel="noopener noreferrer">`)
	require.NotContains(t, string((&block.View{Written: []block.Post{{URL: "https:///x"}}}).HTML(print.In())), "<a", "no helpdesk, no link")
}

func TestWhatSomebodyWroteIsTextAndNothingElse(t *testing.T) {
	attacks := []string{"{{constructor.constructor('alert(1)')()}}", "\x00<script>", "<bdi></bdi></div><script>alert(1)</script>", "\u202eevil", "</li></ul>", "&lt;b&gt;"}
	quoted := regexp.MustCompile("⟦([0-9a-f]+)⟧")
	files, err := filepath.Glob("../../../../build/xss/corpus/*.txt")
	require.NoError(t, err)
	for _, file := range files {
		source, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range strings.Lines(string(source)) {
			attacks = append(attacks, quoted.ReplaceAllStringFunc(strings.TrimSuffix(line, "\n"), func(s string) string {
				raw, err := hex.DecodeString(s[len("⟦") : len(s)-len("⟧")])
				require.NoError(t, err)
				return string(raw)
			}))
		}
	}
	require.Greater(t, len(attacks), 1500)
	says := func(word string) *block.View {
		return &block.View{
			Host: "help.example.com", Now: now, Names: []string{word},
			Written: []block.Post{{ID: 7, Type: helpdesk.PostType(word), Title: word, URL: "https://help.example.com/" + word, Status: word, Background: word, Ink: word,
				Reply: &block.Reply{Name: word, Text: word, At: now}}},
			Voted: []block.Post{{ID: 8, Title: word, URL: word}},
		}
	}
	usual := draw(t, says("harmless"), "en")
	harmless := len(usual.elements)
	for _, attack := range attacks {
		d := draw(t, says(attack), "en")
		// There are no more tags than without any attack, and what it says is all there.
		require.LessOrEqual(t, len(d.elements), harmless, "%q", attack)
		want := short(typed.OneLine(attack))
		require.Contains(t, d.text, want, "%q", attack)
	}
}

// short is the beginning of a title as far as it is shown whatever its length.
func short(s string) string {
	if r := []rune(s); len(r) > 50 {
		return string(r[:50])
	}
	return s
}

func TestABlockIsShortHoweverMuchThereIs(t *testing.T) {
	long := strings.Repeat("Wörter ", 2000)
	v := &block.View{Host: "help.example.com", Now: now, Names: []string{long, long, long, long, long}}
	for range 10 {
		v.Written = append(v.Written, block.Post{Title: long, Status: long, Reply: &block.Reply{Name: long, Text: block.Beginning("<p>" + long + "</p>")}})
	}
	require.Less(t, len(v.HTML(print.In("ru"))), 20<<10)
}
