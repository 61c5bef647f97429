package world

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// How much a new database holds.
const (
	customerCount      = 420
	FeedbackCount      = 264
	TicketCount        = 156
	usedeskClientCount = 150
	UsedeskTicketCount = 268
)

// generator fills a new database. The same seed and the same now give the same
// rows. The first error stops all writing.
type generator struct {
	ctx      context.Context
	tx       *sql.Tx
	library  *library
	random   *rand.Rand
	now      time.Time
	err      error
	prepared map[string]*sql.Stmt

	endpoints Endpoints
	customers map[string][]int64 // UseResponse users by language
	everybody []int64            // all customers
	names     map[int64]string
	agents    []int64
	titles    map[string]bool
	decks     map[string]*deck
	changes   int64 // batches of the changelog
	pictures  [][]byte
}

// generate fills the empty tables.
func generate(ctx context.Context, tx *sql.Tx, plan Plan, now time.Time) error {
	seed := plan.Seed
	lib, err := Texts()
	if err != nil {
		return err
	}
	g := &generator{
		ctx: ctx, tx: tx, library: lib, now: now, prepared: map[string]*sql.Stmt{}, endpoints: EndpointsOf(seed, ""),
		customers: map[string][]int64{}, names: map[int64]string{}, titles: map[string]bool{}, decks: map[string]*deck{},
	}
	// Each part has a stream of its own, so that more of one does not change
	// the others.
	for stream, part := range []func(){
		g.storeCatalogue, g.storePeople, g.storeFeedback, g.storeTickets, g.storeKnowledge, g.storeUsedesk, g.storeChats, g.storeNotes,
	} {
		g.random = rand.New(rand.NewPCG(seed, uint64(stream)))
		part()
	}
	if plan.NullStatuses {
		g.exec(`UPDATE ur_object SET status_id = NULL WHERE id % 3 = 0`)
	}
	g.insert("meta", "name, value", "schema", schemaVersion)
	g.insert("meta", "name, value", "seed", strconv.FormatUint(seed, 10))
	if g.err != nil {
		return fmt.Errorf("generate the data of the sandbox: %w", g.err)
	}
	return nil
}

func (g *generator) keep(err error) {
	if g.err == nil {
		g.err = err
	}
}

// insert adds a row and gives its id.
func (g *generator) insert(table, columns string, values ...any) int64 {
	if g.err != nil {
		return 0
	}
	statement, ok := g.prepared[table+columns]
	if !ok {
		marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
		var err error
		statement, err = g.tx.PrepareContext(g.ctx, "INSERT INTO "+table+" ("+columns+") VALUES ("+marks+")")
		if err != nil {
			g.keep(fmt.Errorf("%s: %w", table, err))
			return 0
		}
		g.prepared[table+columns] = statement
	}
	result, err := statement.ExecContext(g.ctx, values...)
	if err != nil {
		g.keep(fmt.Errorf("%s: %w", table, err))
		return 0
	}
	id, err := result.LastInsertId()
	g.keep(err)
	return id
}

// chance is true for that share of calls.
func (g *generator) chance(share float64) bool { return g.random.Float64() < share }

// between gives a number from low to high, both included.
func (g *generator) between(low, high int) int { return low + g.random.IntN(high-low+1) }

// age gives how long ago something happened: most things recently, none less
// than a few minutes or more than longest ago.
func (g *generator) age(longest time.Duration, bend float64) time.Duration {
	return 4*time.Minute + time.Duration(math.Pow(g.random.Float64(), bend)*float64(longest-4*time.Minute))
}

func pick[T any](g *generator, items []T) T { return items[g.random.IntN(len(items))] }

// picture gives one of a few pictures, which stand for the screenshots and photos
// people attach.
func (g *generator) picture() []byte {
	if g.pictures == nil {
		for _, subject := range []string{"tent", "screen", "boot", "chart"} {
			g.pictures = append(g.pictures, disc(160, subject))
		}
	}
	return pick(g, g.pictures)
}

// deck deals all of its cards before it deals one again.
type deck struct {
	cards []string
	left  []string
}

// deal gives the next card of a deck of these cards.
func (g *generator) deal(name string, cards []string) string {
	d, ok := g.decks[name]
	if !ok {
		d = &deck{cards: cards}
		g.decks[name] = d
	}
	if len(d.left) == 0 {
		d.left = slices.Clone(d.cards)
		g.random.Shuffle(len(d.left), func(i, j int) { d.left[i], d.left[j] = d.left[j], d.left[i] })
	}
	card := d.left[len(d.left)-1]
	d.left = d.left[:len(d.left)-1]
	return card
}

// phrase gives a filled phrase of a kind in a language, in English when there is
// none in that language.
func (g *generator) phrase(kind, language string) string {
	languages := g.library.phrases[kind]
	cards, ok := languages[language]
	if !ok {
		language, cards = "en", languages["en"]
	}
	return g.fill(g.deal(kind+" "+language, cards), language, nil, map[string]string{})
}

var slot = regexp.MustCompile(`\{([a-z]+)\}`)

// fill replaces the slots of a text. picked keeps the choices, so that the title
// and the text of one topic agree.
func (g *generator) fill(text, language string, slots map[string][]string, picked map[string]string) string {
	text = slot.ReplaceAllStringFunc(text, func(mark string) string {
		name := mark[1 : len(mark)-1]
		if value, ok := picked[name]; ok {
			return value
		}
		value := g.value(name, language, slots)
		picked[name] = value
		return value
	})
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

func (g *generator) value(name, language string, slots map[string][]string) string {
	if values, ok := slots[name]; ok {
		return pick(g, values)
	}
	switch name {
	case "order":
		return strconv.Itoa(g.between(20480, 98999))
	case "count":
		return strconv.Itoa(g.between(3, 60))
	case "minutes":
		return strconv.Itoa(5 * g.between(1, 9))
	case "time":
		return fmt.Sprintf("%d:%02d", g.between(8, 19), 5*g.between(0, 11))
	case "code":
		return fmt.Sprintf("%s-%d", pick(g, []string{"HB", "OPS", "DEV", "Q"}), g.between(1010, 9890))
	case "name":
		return g.names[pick(g, g.everybody)]
	case "city":
		places, ok := g.library.phrases["place"][language]
		if !ok {
			places = g.library.phrases["place"]["en"]
		}
		return pick(g, places)
	case "month":
		return pick(g, []string{"январь", "февраль", "март", "апрель"})
	}
	g.keep(fmt.Errorf("texts use the slot {%s}, which has no values", name))
	return ""
}

// topic is a record with its slots filled.
type topic struct {
	record
	text string
}

// topics gives the written records, and filled templates until there are count,
// each title once.
func (g *generator) topics(written, templates []record, count int) []topic {
	all := make([]topic, 0, count)
	for _, r := range written {
		picked := map[string]string{}
		t := topic{record: r}
		t.title = g.fill(r.title, r.language, r.slots, picked)
		t.text = g.fill(r.texts[0], r.language, r.slots, picked)
		t.turns = slices.Clone(r.turns)
		for i := range t.turns {
			t.turns[i].text = g.fill(t.turns[i].text, r.language, r.slots, picked)
		}
		g.titles[t.title] = true
		all = append(all, t)
	}
	for tries := 0; len(all) < count && tries < 20*count; tries++ {
		r := templates[tries%len(templates)]
		picked := map[string]string{}
		title := g.fill(pick(g, strings.Split(r.title, " // ")), r.language, r.slots, picked)
		if g.titles[title] || utf8.RuneCountInString(title) > MaxTitle {
			continue
		}
		g.titles[title] = true
		t := topic{record: r, text: g.fill(pick(g, r.texts), r.language, r.slots, picked)}
		t.title = title
		all = append(all, t)
	}
	g.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

// moments gives count instants after start in rising order, quick at first and
// slower later, all before the present.
func (g *generator) moments(start time.Time, count int) []time.Time {
	room := g.now.Add(-2 * time.Minute).Sub(start)
	room = min(room, time.Duration(count)*3*24*time.Hour)
	if room <= 0 {
		room = time.Second
	}
	shares := make([]float64, count)
	for i := range shares {
		shares[i] = math.Pow(g.random.Float64(), 2)
	}
	slices.Sort(shares)
	instants := make([]time.Time, count)
	for i, share := range shares {
		instants[i] = start.Add(time.Minute + time.Duration(share*float64(room-time.Minute))).Truncate(time.Second)
	}
	return instants
}
