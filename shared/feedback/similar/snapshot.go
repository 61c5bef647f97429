// Package similar finds posts like the one that somebody writes, where they write
// it: among the posts of a snapshot, which an edge makes of a site's open ones. It
// must not know where snapshots come from, nor what is done with what it finds.
package similar

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"deskside/shared/helpdesk"
)

//go:generate go run deskside/build/codec -o snapshot_gen.go

// Most is how many posts a snapshot has at most, Limit how many bytes it takes then
// once it is compressed.
const (
	Most  = 5000
	Limit = 150_000
)

// titleLimit is how many letters of a title are kept, wordLimit how many a word has at
// most: a longer one is several.
const titleLimit, wordLimit = 160, 40

// Post is what a snapshot says of one.
type Post struct {
	ID    int64             `msg:"id"`
	Type  helpdesk.PostType `msg:"type"`
	Title string            `msg:"title"`
	// Status has a title and a state alone.
	Status helpdesk.Status `msg:"status"`
	Votes  int64           `msg:"votes"`
	// Open says that it takes votes, Down that it takes votes against it.
	Open bool `msg:"open"`
	Down bool `msg:"down"`
}

// Posts are some of them.
type Posts struct {
	Posts []Post `msg:"posts,limit=5000"`
}

// Snapshot is posts, the newest first, in columns that compress well.
//
// Titles are numbers of words, each title ended by 0. A word brings the blank before
// it, and is told by how many bytes it has in common with the one before, and the rest
// up to a line feed. The first 127, whose numbers take a byte, are the most frequent,
// the others stand in order.
type Snapshot struct {
	// Format is that of the columns: 1.
	Format int64 `msg:"format"`
	// IDs are the differences to the id before, as varints, Votes signed ones.
	IDs   []byte `msg:"ids"`
	Votes []byte `msg:"votes"`
	// Kinds are a byte for each post, a type of kinds and flags, Statuses the number of
	// one in States, 0 for none.
	Kinds    []byte  `msg:"kinds"`
	Statuses []byte  `msg:"statuses"`
	States   []State `msg:"states,limit=255"`
	Words    []byte  `msg:"words"`
	Titles   []byte  `msg:"titles"`
}

// State is a status as people see it.
type State struct {
	Title string         `msg:"title"`
	State helpdesk.State `msg:"state"`
}

const format = 1

const (
	flagOpen = 1 << 2
	flagDown = 1 << 3
)

var kinds = [...]helpdesk.PostType{helpdesk.AnyType, helpdesk.Idea, helpdesk.Problem, helpdesk.Question}

// frequent is how many words have numbers of one byte.
const frequent = 127

// New makes a snapshot of posts, at most so many and never more than Most: those with the
// most votes. What has no title is left out, and so is the second of two with one id.
func New(posts []Post, most int) *Snapshot {
	most = min(most, Most)
	posts = slices.Clone(posts)
	for i := range posts {
		posts[i].Title = lineOf(posts[i].Title)
	}
	posts = slices.DeleteFunc(posts, func(p Post) bool { return p.Title == "" || p.ID <= 0 })
	slices.SortStableFunc(posts, func(a, b Post) int { return compare(b.ID, a.ID) })
	posts = slices.CompactFunc(posts, func(a, b Post) bool { return a.ID == b.ID })
	if len(posts) > most {
		slices.SortStableFunc(posts, func(a, b Post) int { return compare(b.Votes, a.Votes) })
		posts = posts[:most]
		slices.SortFunc(posts, func(a, b Post) int { return compare(b.ID, a.ID) })
	}
	s := &Snapshot{Format: format}
	numbers := s.spell(posts)
	for i := range posts {
		p := &posts[i]
		before := int64(0)
		if i > 0 {
			before = posts[i-1].ID
		}
		s.IDs = binary.AppendVarint(s.IDs, p.ID-before)
		s.Votes = binary.AppendVarint(s.Votes, p.Votes)
		s.Kinds = append(s.Kinds, kindOf(p))
		s.Statuses = append(s.Statuses, s.stateOf(&p.Status))
		for piece := range pieces(p.Title) {
			s.Titles = binary.AppendUvarint(s.Titles, numbers[piece])
		}
		s.Titles = append(s.Titles, 0)
	}
	return s
}

func compare(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// lineOf is a title in one line, without what nobody sees, as long as may be.
func lineOf(title string) string {
	title = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == utf8.RuneError {
			return ' '
		}
		return r
	}, title)), " ")
	if utf8.RuneCountInString(title) <= titleLimit {
		return title
	}
	return string([]rune(title)[:titleLimit-1]) + "…"
}

func kindOf(p *Post) byte {
	kind := byte(max(slices.Index(kinds[:], p.Type), 0))
	if p.Open {
		kind |= flagOpen
	}
	if p.Down {
		kind |= flagDown
	}
	return kind
}

func (s *Snapshot) stateOf(of *helpdesk.Status) byte {
	state := State{of.Title, of.State}
	if state == (State{}) {
		return 0
	}
	at := slices.Index(s.States, state)
	if at < 0 && len(s.States) < 255 {
		at = len(s.States)
		s.States = append(s.States, state)
	}
	return byte(at + 1)
}

// spell writes the words of all titles and returns their numbers.
func (s *Snapshot) spell(posts []Post) map[string]uint64 {
	counts := map[string]uint64{}
	for i := range posts {
		for piece := range pieces(posts[i].Title) {
			counts[piece]++
		}
	}
	words := make([]string, 0, len(counts))
	for word := range counts {
		words = append(words, word)
	}
	slices.SortFunc(words, func(a, b string) int {
		if counts[a] != counts[b] {
			return compare(int64(counts[b]), int64(counts[a]))
		}
		return strings.Compare(a, b)
	})
	slices.Sort(words[min(frequent, len(words)):])
	before := ""
	for i, word := range words {
		common := 0
		for common < len(word) && common < len(before) && word[common] == before[common] {
			common++
		}
		s.Words = append(append(append(s.Words, byte(common)), word[common:]...), '\n')
		before = word
		counts[word] = uint64(i + 1)
	}
	return counts
}

var errDamaged = errors.New("a snapshot that cannot be read")

// Open reads a snapshot. What it is made of stays part of bytes.
func Open(bytes []byte) (*Snapshot, error) {
	s := new(Snapshot)
	rest, err := s.UnmarshalMsg(bytes)
	if err != nil || len(rest) > 0 || s.Format != format || len(s.Kinds) > Most || len(s.Kinds) != len(s.Statuses) || len(s.Words) > len(s.Titles)*(wordLimit+2)*utf8.UTFMax {
		return nil, errDamaged
	}
	return s, nil
}

// Count is how many posts it has.
func (s *Snapshot) Count() int { return len(s.Kinds) }

// words goes through all words in the order of their numbers. A word is good until the next.
func (s *Snapshot) words(yield func(word []byte) bool) {
	var word []byte
	for rest := s.Words; len(rest) > 0; {
		common := int(rest[0])
		end := bytes.IndexByte(rest[1:], '\n')
		if end < 0 || common > len(word) {
			return
		}
		word = append(word[:common], rest[1:1+end]...)
		rest = rest[end+2:]
		if !yield(word) {
			return
		}
	}
}

// titles goes through the numbers of the words of all titles, those of each as varints.
func (s *Snapshot) titles(yield func(post int, numbers []byte) bool) {
	rest := s.Titles
	for post := 0; post < s.Count(); post++ {
		// No number but the last has a byte that is 0.
		end := bytes.IndexByte(rest, 0)
		if end < 0 || !yield(post, rest[:end]) {
			return
		}
		rest = rest[end+1:]
	}
}

// next takes the first number of a title.
func next(numbers []byte) (number int, rest []byte) {
	n, size := binary.Uvarint(numbers)
	if size <= 0 || n > 1<<24 {
		return 0, nil
	}
	return int(n), numbers[size:]
}

// posts are those at some places.
func (s *Snapshot) posts(at []int) []Post {
	all := make([]Post, len(at))
	ids, votes, id := s.IDs, s.Votes, int64(0)
	titles := make([][]byte, len(at))
	for post, numbers := range s.titles {
		step, size := binary.Varint(ids)
		count, long := binary.Varint(votes)
		if size <= 0 || long <= 0 {
			break
		}
		id, ids, votes = id+step, ids[size:], votes[long:]
		i := slices.Index(at, post)
		if i < 0 {
			continue
		}
		kind := s.Kinds[post]
		all[i] = Post{ID: id, Type: kinds[kind&3], Votes: count, Open: kind&flagOpen != 0, Down: kind&flagDown != 0}
		titles[i] = numbers
		if state := int(s.Statuses[post]); 0 < state && state <= len(s.States) {
			all[i].Status = helpdesk.Status{Title: s.States[state-1].Title, State: s.States[state-1].State}
		}
	}
	s.read(titles, all)
	return all
}

// read writes the titles of posts out.
func (s *Snapshot) read(titles [][]byte, posts []Post) {
	wanted := map[int]string{}
	for _, numbers := range titles {
		for number := 0; len(numbers) > 0; {
			number, numbers = next(numbers)
			wanted[number] = ""
		}
	}
	number := 0
	for word := range s.words {
		number++
		if _, ok := wanted[number]; ok {
			wanted[number] = string(word)
		}
	}
	for i, numbers := range titles {
		title := ""
		for number := 0; len(numbers) > 0; {
			number, numbers = next(numbers)
			title += wanted[number]
		}
		posts[i].Title = strings.TrimPrefix(title, " ")
	}
}
