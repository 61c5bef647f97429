package content_test

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/contenttest"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

// program is a mail program: how it writes each kind of mail, and what it says in each language.
// In the mails, {answer} and {more} are what the person writes, {earlier} and {later} what is answered,
// {sign} their signature; {intro}, {head} and so on are said in the language.
type program struct {
	name  string
	kinds map[string]string
	says  map[string]map[string]string
}

// kinds are the columns of the table.
var kinds = []string{"reply", "reply below", "between the lines", "forward", "signature"}

const (
	answer, more   = "The new pump works.", "So does the hose."
	earlier, later = "Did the pump arrive?", "And the hose?"
	sign           = "Ann Fox, Fox and Sons"
)

// right tells what is wrong with the reading of a mail of a kind, "" for nothing.
func right(kind string, d *content.Document) string {
	shown, folded := contenttest.Parts(d)
	has := func(where, words string, want bool) string {
		if strings.Contains(where, words) != want {
			return fmt.Sprintf("%q is shown or folded otherwise in:\n%s\n-- folded:\n%s", words, shown, folded)
		}
		return ""
	}
	faults := ""
	switch kind {
	case "reply", "reply below", "signature":
		faults = has(shown, answer, true)
		want := answer
		if kind != "signature" {
			faults += has(folded, earlier, true)
		} else {
			faults += has(folded, sign, true)
		}
		if rest := strings.Trim(strings.ReplaceAll(shown, want, ""), "\n -"); rest != "" {
			faults += fmt.Sprintf("%q is shown too", rest)
		}
	case "between the lines":
		faults = has(shown, answer, true) + has(shown, more, true) + has(folded, earlier, true) + has(folded, later, true) + has(shown, earlier, false) + has(shown, later, false)
	case "forward":
		faults = has(shown, answer, true) + has(shown, earlier, true)
	}
	return faults
}

// mails gives the mails of a kind by language; plain programs are read as text.
func (p *program) mails(kind string) map[string]*content.Document {
	all := map[string]*content.Document{}
	for language, src := range p.sources(kind) {
		if strings.HasPrefix(src, "<") {
			all[language] = html.Parse(src)
		} else {
			all[language] = text.Parse(src)
		}
	}
	return all
}

// sources gives their sources.
func (p *program) sources(kind string) map[string]string {
	all := map[string]string{}
	template := p.kinds[kind]
	if template == "" {
		return nil
	}
	for language, says := range p.says {
		src := strings.NewReplacer("{answer}", answer, "{more}", more, "{earlier}", earlier, "{later}", later, "{sign}", sign).Replace(template)
		for name, words := range says {
			src = strings.ReplaceAll(src, "{"+name+"}", words)
		}
		if strings.Contains(src, "{") && !strings.Contains(src, "style") {
			panic(p.name + ", " + kind + ", " + language + " says not all: " + src)
		}
		all[language] = src
	}
	return all
}

func TestMailsOfEachProgramAreReadAsTheyWereMeant(t *testing.T) {
	for _, p := range programs {
		for _, kind := range kinds {
			for language, d := range p.mails(kind) {
				t.Run(p.name+", "+kind+", "+language, func(t *testing.T) {
					require.Empty(t, right(kind, d))
					page := html.Print(d)
					require.Equal(t, page, html.Print(html.Parse(page)))
				})
			}
		}
	}
}

// programTable is the table of the README: in how many languages each kind is read as it was meant.
func programTable() string {
	var b strings.Builder
	b.WriteString("| | " + strings.Join(kinds, " | ") + " |\n| --- |" + strings.Repeat(" --- |", len(kinds)))
	for _, p := range programs {
		b.WriteString("\n| " + p.name + " |")
		for _, kind := range kinds {
			held, languages := 0, []string{}
			for language, d := range p.mails(kind) {
				languages = append(languages, language)
				if right(kind, d) == "" {
					held++
				}
			}
			sort.Strings(languages)
			switch {
			case len(languages) == 0:
				b.WriteString(" – |")
			case held == len(languages):
				b.WriteString(" ✓ " + strings.Join(languages, " ") + " |")
			default:
				fmt.Fprintf(&b, " %d of %d |", held, len(languages))
			}
		}
	}
	return b.String() + "\n"
}

func TestTheTableOfMailProgramsIsUpToDate(t *testing.T) {
	const file, begin, end = "README.md", "<!-- Mail: go test ./shared/content -update writes this -->\n", "<!-- end of Mail -->"
	page, err := os.ReadFile(file)
	require.NoError(t, err)
	before, rest, ok := strings.Cut(string(page), begin)
	require.True(t, ok)
	_, after, ok := strings.Cut(rest, end)
	require.True(t, ok)
	got := before + begin + "\n" + programTable() + "\n" + end + after
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	require.Equal(t, string(page), got, "the table is stale: go test ./shared/content -update, then review the difference")
}
