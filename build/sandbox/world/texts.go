package world

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"
)

//go:embed texts
var textFiles embed.FS

// turn is one message of a written conversation.
type turn struct {
	who  byte // '>' customer, '!' staff, '~' private note of staff
	text string
}

// record is one written topic or ticket, or a template of many.
//
// In the files a record starts with a line "== KIND WORD... @LANGUAGE | TAG, TAG",
// then its title, its text, and turns that start with ">", "!" or "~". Templates
// have slots such as {report}, whose values stand in lines ":report A | B" of the
// same file, and may have several texts separated by a line "/".
type record struct {
	kind     string
	words    []string
	tags     []string
	language string
	title    string
	texts    []string
	turns    []turn
	raw      bool // the text is HTML as a mail program wrote it
	slots    map[string][]string
}

// library is everything written for the generator.
type library struct {
	feedback, feedbackTemplates []record
	tickets, ticketTemplates    []record
	shop, shopTemplates         []record
	knowledge                   []record
	mails                       []record // tickets that start with a mail as HTML
	chats                       []record
	phrases                     map[string]map[string][]string // by kind and language
	people                      []nation
	Catalogue                   catalogue
}

// nation is the people of one language.
type nation struct {
	Language    string `json:"language"`
	Share       int    `json:"share"`
	FamilyFirst bool   `json:"family_first"`
	Groups      []struct {
		Given  []string `json:"given"`
		Family []string `json:"family"`
	} `json:"groups"`
}

// Texts reads the embedded files once.
var Texts = sync.OnceValues(func() (*library, error) {
	lib := &library{phrases: map[string]map[string][]string{}}
	for name, to := range map[string]any{"people.json": &lib.people, "catalogue.json": &lib.Catalogue} {
		source, err := textFiles.ReadFile("texts/" + name)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(source, to); err != nil {
			return nil, fmt.Errorf("texts/%s: %w", name, err)
		}
	}
	names, err := fs.Glob(textFiles, "texts/*.txt")
	if err != nil {
		return nil, err
	}
	for _, path := range names {
		source, err := textFiles.ReadFile(path)
		if err != nil {
			return nil, err
		}
		name := strings.TrimSuffix(strings.TrimPrefix(path, "texts/"), ".txt")
		subject, part, _ := strings.Cut(name, ".")
		language := part
		if part == "templates" || part == "more" || part == "" {
			language = "en"
		}
		records, err := parseRecords(string(source), language)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		lib.add(subject, part == "templates", records)
	}
	return lib, nil
})

func (lib *library) add(subject string, templates bool, records []record) {
	switch {
	case subject == "phrases":
		for _, r := range records {
			if lib.phrases[r.kind] == nil {
				lib.phrases[r.kind] = map[string][]string{}
			}
			lines := append([]string{r.title}, strings.Split(strings.Join(r.texts, "\n"), "\n")...)
			if r.kind == "place" {
				lines = strings.Split(r.title, " | ")
			}
			lib.phrases[r.kind][r.language] = lines
		}
	case subject == "feedback" && templates:
		lib.feedbackTemplates = append(lib.feedbackTemplates, records...)
	case subject == "feedback":
		lib.feedback = append(lib.feedback, records...)
	case subject == "tickets" && templates:
		lib.ticketTemplates = append(lib.ticketTemplates, records...)
	case subject == "tickets":
		lib.tickets = append(lib.tickets, records...)
	case subject == "shop" && templates:
		lib.shopTemplates = append(lib.shopTemplates, records...)
	case subject == "shop":
		lib.shop = append(lib.shop, records...)
	case subject == "knowledge":
		lib.knowledge = append(lib.knowledge, records...)
	case subject == "mails":
		for i := range records {
			records[i].raw = true
		}
		lib.mails = append(lib.mails, records...)
	case subject == "chats":
		lib.chats = append(lib.chats, records...)
	}
}

func parseRecords(source, language string) ([]record, error) {
	slots := map[string][]string{}
	var records []record
	var current *record
	var body []string
	finish := func() {
		if current == nil {
			return
		}
		for text := range strings.SplitSeq(strings.Join(body, "\n"), "\n/\n") {
			current.texts = append(current.texts, strings.TrimSpace(text))
		}
		records = append(records, *current)
		body = nil
	}
	for n, line := range strings.Split(strings.TrimRight(source, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "== "):
			finish()
			current = &record{language: language, slots: slots}
			current.header(strings.TrimPrefix(line, "== "))
		case strings.HasPrefix(line, ":") && current == nil:
			name, values, ok := strings.Cut(line[1:], " ")
			if !ok {
				return nil, fmt.Errorf("line %d: a slot needs values", n+1)
			}
			slots[name] = strings.Split(values, " | ")
		case current == nil:
			return nil, fmt.Errorf("line %d: text before the first record", n+1)
		case current.title == "":
			current.title = line
		case len(line) > 2 && line[1] == ' ' && strings.IndexByte(">!~", line[0]) >= 0:
			current.turns = append(current.turns, turn{line[0], strings.ReplaceAll(line[2:], `\n`, "\n")})
		default:
			body = append(body, line)
		}
	}
	finish()
	return records, nil
}

func (r *record) header(line string) {
	head, tags, _ := strings.Cut(line, " | ")
	for tag := range strings.SplitSeq(tags, ", ") {
		if tag != "" {
			r.tags = append(r.tags, tag)
		}
	}
	for i, word := range strings.Fields(head) {
		switch {
		case i == 0:
			r.kind = word
		case strings.HasPrefix(word, "@"):
			r.language = word[1:]
		case word != "*":
			r.words = append(r.words, word)
		}
	}
}
