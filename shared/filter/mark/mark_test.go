package mark_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/filter/mark"
)

const now = 1_764_000_000

func TestATicketIsUnreadThatChangedSinceItWasSeen(t *testing.T) {
	for _, c := range []struct {
		name   string
		change int64
		marks  func(*mark.Marks)
		unread bool
	}{
		{"never opened and as it was at the first look", now - 10, func(*mark.Marks) {}, false},
		{"never opened and changed since the first look", now + 1, func(*mark.Marks) {}, true},
		{"opened as it is", now + 5, func(m *mark.Marks) { m.See("a/1", now+5) }, false},
		{"changed since it was opened", now + 6, func(m *mark.Marks) { m.See("a/1", now+5) }, true},
		{"marked as unread", now - 10, func(m *mark.Marks) { m.Unsee("a/1", now-10) }, true},
		{"marked as unread and opened again", now - 10, func(m *mark.Marks) { m.Unsee("a/1", now-10); m.See("a/1", now-10) }, false},
		{"another account's ticket of that number was opened", now + 1, func(m *mark.Marks) { m.See("b/1", now+5) }, true},
		{"a ticket whose number begins so was opened", now + 1, func(m *mark.Marks) { m.See("a/11", now+5) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &mark.Marks{First: now}
			c.marks(m)
			require.Equal(t, c.unread, m.Of("a", now).Unread(1, c.change))
		})
	}
}

func TestATicketSleepsUntilItsTimeOrItsNextChange(t *testing.T) {
	for _, c := range []struct {
		name            string
		until, at, then int64
		snoozed         bool
	}{
		{"its time has not come", now + 60, now, now + 59, true},
		{"its time has come", now + 60, now, now + 60, false},
		{"it changed", now + 60, now + 1, now + 1, false},
		{"without a time it sleeps on", 0, now, now + 1_000_000, true},
		{"without a time it wakes when it changes", 0, now + 1, now + 2, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &mark.Marks{}
			m.Lay("a/1", c.until, now)
			require.Equal(t, c.snoozed, m.Of("a", c.then).Snoozed(1, c.at))
			m.Wake("a/1")
			require.False(t, m.Of("a", c.then).Snoozed(1, c.at), "woken by hand")
		})
	}
}

func TestWhatIsForgottenStaysSeen(t *testing.T) {
	m := &mark.Marks{First: now}
	for i := range mark.Limit + 3 {
		m.See(fmt.Sprintf("a/%d", i), now+int64(i)+1)
	}
	require.Len(t, m.Seen, mark.Limit)
	a := m.Of("a", now)
	for i := range mark.Limit + 3 {
		require.False(t, a.Unread(int64(i), now+int64(i)+1), "ticket %d", i)
	}
	require.True(t, a.Unread(mark.Limit+9, now+4), "news since then")
}

func TestThoseWhoseTimeHasComeAreForgotten(t *testing.T) {
	m := &mark.Marks{}
	m.Lay("a/1", now, now)
	m.Lay("a/2", now+1, now)
	m.Lay("a/3", 0, now)
	m.Rouse(now)
	require.Equal(t, []mark.Sleep{{Key: "a/2", Until: now + 1, At: now}, {Key: "a/3", At: now}}, m.Asleep)
}
