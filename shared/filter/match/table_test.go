package match_test

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter"
	"deskside/shared/filter/filtertest"
	"deskside/shared/filter/fold"
	"deskside/shared/filter/match"
	"deskside/shared/helpdesk"
)

func TestATableHoldsTheLastOfEachTicket(t *testing.T) {
	random := tickets{rand.New(rand.NewPCG(21, 22))}
	ds := directories()
	table := match.NewTable(0, 0)
	model := map[string]map[int64]helpdesk.Ticket{ds[0].Account: {}, ds[1].Account: {}}
	most := 0
	for i := range 8_000 {
		d := &ds[random.IntN(2)]
		id := random.Int64N(500)
		if random.IntN(4) == 0 {
			_, removed := table.Remove(d.Account, id)
			_, had := model[d.Account][id]
			require.Equal(t, had, removed)
			delete(model[d.Account], id)
		} else {
			k := random.ticket(id, d)
			k.Body.Source = strings.Repeat(k.Body.Source, 1+random.IntN(8))
			row, added := table.Put(&k)
			_, had := model[d.Account][id]
			require.Equal(t, !had, added)
			account, number := table.Key(row)
			require.Equal(t, d.Account, account)
			require.Equal(t, id, number)
			model[d.Account][id] = k
		}
		if i%500 == 0 {
			table = reopened(t, table)
		}
		most = max(most, len(table.Bytes()))
	}
	require.Equal(t, len(model[ds[0].Account])+len(model[ds[1].Account]), table.Len())
	m := match.Compile(filter.Bind(query(t, "login"), &ds[0], now.Unix()), filter.Bind(query(t, "login"), &ds[1], now.Unix()))
	count := 0
	for account, all := range model {
		for id, k := range all {
			row, ok := table.Find(account, id)
			require.True(t, ok)
			require.Equal(t, m.Match(&k), m.Row(table, row))
			count++
		}
	}
	before := len(table.Bytes())
	table.Compact()
	require.LessOrEqual(t, len(table.Bytes()), before)
	require.Less(t, most, 3*len(table.Bytes()), "texts of changed tickets are cleared away")
	require.Equal(t, count, len(match.Compile(filter.Bind(filter.Query{}, &ds[0], 0), filter.Bind(filter.Query{}, &ds[1], 0)).Select(table, nil)))
	_, ok := table.Find("nobody", 1)
	require.False(t, ok)
}

func query(t *testing.T, text string) filter.Query {
	q, err := filter.Parse(text)
	require.NoError(t, err)
	return q
}

// Bytes that were damaged anywhere give wrong answers at worst.
func TestADamagedTableDoesNotStopAnything(t *testing.T) {
	random := tickets{rand.New(rand.NewPCG(31, 32))}
	ds := directories()
	table := match.NewTable(0, 0)
	for i := range 70 {
		k := random.ticket(int64(i), &ds[i%2])
		table.Put(&k)
	}
	g := filtertest.New(33)
	g.Texts, g.Numbers = texts, 6
	for range 2_000 {
		b := slices.Clone(table.Bytes())
		for range 1 + random.IntN(20) {
			b[random.IntN(len(b))] = byte(random.IntN(256))
		}
		if random.IntN(4) == 0 {
			b = b[:random.IntN(len(b))]
		}
		use(b, &ds[0], g.Query(), &helpdesk.Ticket{Account: ds[0].Account, ID: 3, Subject: "new"})
	}
	for _, b := range [][]byte{nil, {1}, make([]byte, 40), table.Bytes()[:100]} {
		_, err := match.Open(b)
		require.ErrorIs(t, err, match.ErrTable)
	}
}

func use(b []byte, d *helpdesk.Directory, q filter.Query, k *helpdesk.Ticket) {
	table, err := match.Open(b)
	if err != nil {
		return
	}
	list := match.Compile(filter.Bind(q, d, now.Unix())).List(table)
	for by := match.State; by <= match.Due; by++ {
		list.Groups(by, now.Unix())
	}
	list.Put(k)
	list.Remove(d.Account, 5)
	table.Compact()
}

func FuzzOpen(f *testing.F) {
	ds := directories()
	table := match.NewTable(0, 0)
	random := tickets{rand.New(rand.NewPCG(41, 42))}
	for i := range 3 {
		k := random.ticket(int64(i), &ds[0])
		table.Put(&k)
	}
	f.Add(table.Bytes(), "login -tag:x sort:subject")
	f.Add([]byte("DTB1"), "")
	f.Fuzz(func(t *testing.T, b []byte, text string) {
		q, _ := filter.ParseTolerant(text)
		use(b, &ds[0], q, &helpdesk.Ticket{Account: ds[0].Account, ID: 1})
	})
}

func TestListsAreInTheOrderOfTheQuery(t *testing.T) {
	random := tickets{rand.New(rand.NewPCG(51, 52))}
	ds := directories()
	all := make([]helpdesk.Ticket, 300)
	table := match.NewTable(0, 0)
	for i := range all {
		all[i] = random.ticket(int64(i), &ds[0])
		table.Put(&all[i])
	}
	// Each gives a number or a text by which tickets ascend, and whether there is one.
	number := func(v int64) (any, bool) { return v, v != 0 }
	keys := map[string]func(k *helpdesk.Ticket) (any, bool){
		"updated": func(k *helpdesk.Ticket) (any, bool) { return number(k.Updated) }, "created": func(k *helpdesk.Ticket) (any, bool) { return number(k.Created) },
		"completed": func(k *helpdesk.Ticket) (any, bool) { return number(k.Completed) }, "remind": func(k *helpdesk.Ticket) (any, bool) { return number(k.Remind) },
		"group": func(k *helpdesk.Ticket) (any, bool) { return number(k.Group) }, "id": func(k *helpdesk.Ticket) (any, bool) { return k.ID, true },
		"comments": func(k *helpdesk.Ticket) (any, bool) { return k.Comments, true },
		"priority": func(k *helpdesk.Ticket) (any, bool) {
			return number(int64(slices.Index([]helpdesk.Priority{"", "low", "medium", "normal", "high", "urgent", "extreme"}, k.Priority)))
		},
		"status": func(k *helpdesk.Ticket) (any, bool) {
			return number(int64(1 + slices.Index(helpdesk.States(), k.Status.State)))
		},
		"subject":  func(k *helpdesk.Ticket) (any, bool) { s := fold.String(k.Subject); return s, s != "" },
		"client":   func(k *helpdesk.Ticket) (any, bool) { s := fold.String(k.Client.Name); return s, s != "" },
		"assignee": func(k *helpdesk.Ticket) (any, bool) { s := fold.String(k.Assignee.Name); return s, s != "" },
		"due": func(k *helpdesk.Ticket) (any, bool) {
			first := int64(0)
			for _, s := range k.SLA {
				if k.Status.State.Active() && s.At > 0 && (first == 0 || s.At < first) {
					first = s.At
				}
			}
			return number(first)
		},
		"popular": func(*helpdesk.Ticket) (any, bool) { return nil, false },
	}
	compare := func(a, b *helpdesk.Ticket, key string, down bool) int {
		x, hasX := keys[key](a)
		y, hasY := keys[key](b)
		if !hasX || !hasY {
			return cmp.Compare(map[bool]int{true: 0, false: 1}[hasX], map[bool]int{true: 0, false: 1}[hasY])
		}
		c := 0
		switch x := x.(type) {
		case int64:
			c = cmp.Compare(x, y.(int64))
		case string:
			c = strings.Compare(x, y.(string))
		}
		if down {
			return -c
		}
		return c
	}
	for first := range keys {
		for _, order := range []string{first + "-asc", first + "-desc", "priority-desc," + first + "-asc", first + "-desc,subject-asc,updated-asc"} {
			list := match.Compile(filter.Bind(query(t, "sort:"+order), &ds[0], now.Unix())).List(table)
			want := make([]int32, len(all))
			for i := range want {
				want[i] = int32(i)
			}
			slices.SortStableFunc(want, func(a, b int32) int {
				for key := range strings.SplitSeq(order, ",") {
					name, direction, _ := strings.Cut(key, "-")
					if c := compare(&all[a], &all[b], name, direction == "desc"); c != 0 {
						return c
					}
				}
				return 0
			})
			require.Equal(t, want, list.Rows(), order)
		}
	}
	newest := match.Compile(filter.Bind(filter.Query{}, &ds[0], now.Unix())).List(table).Rows()
	require.Equal(t, match.Compile(filter.Bind(query(t, "sort:updated"), &ds[0], now.Unix())).List(table).Rows(), newest, "the newest change first where nothing is said")
}

func TestGroupsDivideAList(t *testing.T) {
	ds := directories()
	at := now.Unix()
	table := match.NewTable(0, 0)
	put := func(d *helpdesk.Directory, id int64, state helpdesk.State, p helpdesk.Priority, assignee, due int64) {
		k := helpdesk.Ticket{System: d.System, Account: d.Account, ID: id, Status: helpdesk.Status{State: state}, Priority: p, Assignee: helpdesk.Person{ID: assignee}, Updated: 100 - id}
		if due != 0 {
			k.SLA = []helpdesk.SLA{{Type: "close", At: at + due}}
		}
		table.Put(&k)
	}
	put(&ds[1], 1, helpdesk.Open, "low", 7, -5)
	put(&ds[0], 2, helpdesk.New, "urgent", 8, 3600)
	put(&ds[0], 3, helpdesk.Solved, "", 7, -5)
	put(&ds[1], 4, helpdesk.Open, "urgent", 0, 7200)
	put(&ds[0], 5, helpdesk.Open, "high", 8, 90_000)
	put(&ds[0], 6, "", "", 0, 0)
	list := match.Compile(filter.Bind(filter.Query{}, &ds[0], at), filter.Bind(filter.Query{}, &ds[1], at)).List(table)
	type group struct {
		word string
		id   int64
		rows []int32
	}
	for by, want := range map[match.By][]group{
		match.State:    {{"new", 0, []int32{1}}, {"open", 0, []int32{0, 3, 4}}, {"solved", 0, []int32{2}}, {"unknown", 0, []int32{5}}},
		match.Priority: {{"urgent", 0, []int32{1, 3}}, {"high", 0, []int32{4}}, {"low", 0, []int32{0}}, {"", 0, []int32{2, 5}}},
		match.Source:   {{"ur", 0, []int32{0, 3}}, {"login", 0, []int32{1, 2, 4, 5}}},
		match.Assignee: {{"", 8, []int32{1, 4}}, {"", 7, []int32{0}}, {"", 7, []int32{2}}, {"", 0, []int32{3, 5}}},
		match.Due:      {{match.Overdue, 0, []int32{0}}, {match.Soon, 0, []int32{1}}, {match.Today, 0, []int32{3}}, {match.Later, 0, []int32{4}}, {"", 0, []int32{2, 5}}},
	} {
		var got []group
		for _, g := range list.Groups(by, at) {
			got = append(got, group{g.Key.Word, g.Key.ID, g.Rows})
			for _, row := range g.Rows {
				require.Equal(t, g.Key, table.KeyOf(int(row), by, at))
			}
		}
		require.Equal(t, want, got)
	}
}
