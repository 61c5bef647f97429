package agent_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/agent"
	"deskside/shared/api"
	"deskside/shared/helpdesk"
	"deskside/shared/outbox"
)

// world is a ticket at a helpdesk, an agent with an outbox, and everybody else.
type world struct {
	t      *testing.T
	random *rand.Rand
	now    int64
	box    outbox.Outbox
	ticket helpdesk.Ticket
	// read is the ticket as the agent saw it last.
	read helpdesk.Ticket
	// theirs are the values that others set and the agent has not seen.
	theirs map[helpdesk.Property]string
	// arrivals counts, for each value that the agent wished, how often it was done,
	// and insisted how often somebody looked and wanted it all the same.
	arrivals, insisted map[string]int
	keys               int
	log                []string
}

func (w *world) note(format string, args ...any) { w.log = append(w.log, fmt.Sprintf(format, args...)) }

var properties = []helpdesk.Property{helpdesk.PropertyStatus, helpdesk.PropertyAssignee, helpdesk.PropertyLocked}

func (w *world) set(p helpdesk.Property, value string) {
	switch p {
	case helpdesk.PropertyStatus:
		w.ticket.Status.ID = helpdesk.NumberOf(value)
	case helpdesk.PropertyAssignee:
		w.ticket.Assignee.ID = helpdesk.NumberOf(value)
	case helpdesk.PropertyLocked:
		w.ticket.Locked = value == helpdesk.Yes
	}
}

// fresh is a value that nobody has used before; a flag has two only.
func (w *world) fresh(p helpdesk.Property) string {
	w.keys++
	if p == helpdesk.PropertyLocked {
		return []string{"", helpdesk.Yes}[w.random.IntN(2)]
	}
	return helpdesk.Number(int64(100 + w.keys))
}

// look reads the ticket again.
func (w *world) look() {
	w.read = w.ticket
	clear(w.theirs)
	w.note("%d look %d/%d", w.now, w.ticket.Status.ID, w.ticket.Assignee.ID)
}

func (w *world) act() {
	p := properties[w.random.IntN(len(properties))]
	want := w.fresh(p)
	how := helpdesk.Sets
	if p == helpdesk.PropertyLocked {
		how = helpdesk.Turns
	}
	a := agent.Act{Account: "a", Ticket: 7, Property: p, Seen: w.read.Value(p), Known: true}
	wish, err := a.Wish(fmt.Sprint("k", w.keys), want, how)
	require.NoError(w.t, err)
	require.NoError(w.t, w.box.Add(wish, w.now))
	w.note("%d wish %s=%s", w.now, p, want)
}

// somebody changes the ticket at the helpdesk's own page.
func (w *world) somebody() {
	p := properties[w.random.IntN(2)]
	value := w.fresh(p)
	w.set(p, value)
	w.theirs[p] = value
	w.note("%d theirs %s=%s", w.now, p, value)
}

// deliver sends what is due as the core does, with whatever goes wrong.
func (w *world) deliver() {
	steps, _ := w.box.Due(outbox.Sender{Holder: fmt.Sprint("h", w.keys), Sole: true, Most: 4}, w.now)
	for _, s := range steps {
		e := *s.Entry
		if w.random.IntN(8) == 0 {
			w.note("%d crash before %s", w.now, e.Want)
			continue
		}
		a, err := agent.ActOf(&e)
		require.NoError(w.t, err)
		answer := outbox.Answer{State: e.Want, Known: true}
		if e.Looking {
			answer.State = w.ticket.Value(a.Property)
		} else if v := a.Judge(&e, &w.ticket, agent.Own{}); v.Differs != nil {
			answer = outbox.Answer{Kind: api.Conflict, Failure: []byte("differs")}
			require.NotEqual(w.t, v.Differs.Seen, v.Differs.Now)
		} else if !v.Done {
			course := w.random.IntN(6)
			apply := func() {
				if unseen, ok := w.theirs[a.Property]; ok {
					require.NotEqual(w.t, unseen, w.ticket.Value(a.Property), "what nobody has seen is overwritten: %v", w.log)
				}
				value := v.Value
				if a.Property == helpdesk.PropertyLocked {
					require.NotEqual(w.t, e.Want, w.ticket.Value(a.Property), "turned over where it was right: %v", w.log)
				}
				w.set(a.Property, value)
				w.arrivals[string(a.Property)+"="+value]++
				w.note("%d arrives %s=%s", w.now, a.Property, value)
			}
			switch course {
			case 0:
				answer = outbox.Answer{Kind: api.Unavailable}
			case 1:
				apply()
				answer = outbox.Answer{Kind: api.Unavailable, Uncertain: true}
			case 2:
				apply()
				w.note("%d crash after %s", w.now, e.Want)
				continue
			default:
				apply()
			}
		}
		w.box.Settle(s.Key, s.Attempt, answer, w.now, w.random.Uint32())
	}
}

// decide looks at what needs somebody: it is sent all the same, or taken back.
func (w *world) decide() {
	for _, e := range slices.Clone(w.box.Entries) {
		if e.State != outbox.NeedsYou {
			continue
		}
		a, err := agent.ActOf(&e)
		require.NoError(w.t, err)
		w.look()
		if w.random.IntN(2) == 0 {
			_, err := w.box.Undo(e.Key, w.now)
			require.NoError(w.t, err)
			continue
		}
		w.insisted[string(a.Property)+"="+e.Want]++
		require.NoError(w.t, agent.Confirm(&w.box, e.Key, &agent.Difference{Now: w.ticket.Value(a.Property)}, w.now))
	}
}

// TestNothingIsLostDoneTwiceOrOverwrittenUnseen lets an agent act, others change
// the ticket, answers get lost and pages crash, in any order.
func TestNothingIsLostDoneTwiceOrOverwrittenUnseen(t *testing.T) {
	runs := 3000
	if testing.Short() {
		runs = 400
	}
	for seed := range uint64(runs) {
		w := &world{t: t, random: rand.New(rand.NewPCG(seed, 1)), now: at, theirs: map[helpdesk.Property]string{}, arrivals: map[string]int{}, insisted: map[string]int{}}
		w.ticket = *ticket(1)
		w.look()
		for range 40 {
			w.now += int64(w.random.IntN(20_000))
			switch w.random.IntN(8) {
			case 0, 1:
				w.act()
			case 2:
				w.somebody()
			case 3:
				w.look()
			case 4:
				w.decide()
			default:
				w.deliver()
			}
		}
		for range 200 {
			w.now += outbox.LeaseFor
			w.decide()
			w.deliver()
		}
		for i := range w.box.Entries {
			require.Contains(t, []outbox.Stage{outbox.Sent, outbox.TakenBack}, w.box.Entries[i].State, "seed %d: %v", seed, w.log)
		}
		for value, times := range w.arrivals {
			if value[:6] != "locked" {
				require.LessOrEqual(t, times, 1+w.insisted[value], "seed %d, %s: %v", seed, value, w.log)
			}
		}
	}
}
