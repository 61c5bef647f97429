package calendar

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Package time is the oracle, day by day over more than one cycle of leap years.
func TestEveryDayIsCountedAndWrittenAsPackageTimeDoes(t *testing.T) {
	for day := time.Date(1, 1, 1, 23, 59, 58, 0, time.UTC); day.Year() < 2500; day = day.AddDate(0, 0, 1) {
		year, month, date := day.Date()
		require.True(t, Exists(year, int(month), date), day)
		if year >= 1 && day.Unix()-Days(year, int(month), date)*86400 != 86398 {
			t.Fatal(day)
		}
		if got := string(AppendDay(nil, day.Unix())); got != day.Format(time.DateOnly) {
			t.Fatal(got, day)
		}
	}
	at := time.Date(2026, 5, 31, 8, 9, 7, 0, time.UTC).Unix()
	require.Equal(t, "08:09", string(AppendMinute(nil, at)))
	require.Equal(t, "at 08:09:07", string(AppendSecond([]byte("at "), at)))
}

func TestADayThatIsNotInTheCalendarDoesNotExist(t *testing.T) {
	for _, day := range [][3]int{{2026, 2, 29}, {2100, 2, 29}, {2026, 4, 31}, {2026, 13, 1}, {2026, 0, 1}, {2026, 1, 0}, {2026, 1, 32}, {0, 1, 1}, {10000, 1, 1}, {-1, 1, 1}} {
		require.False(t, Exists(day[0], day[1], day[2]), "%v", day)
	}
	require.True(t, Exists(2000, 2, 29))
	require.Equal(t, Days(2026, 3, 3), Days(2026, 2, 31), "past the end of a month it counts on")
}

func TestANumberIsOnlyDigits(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "007": 7, "2026": 2026, "": -1, "-1": -1, "1 ": -1, "١": -1} {
		require.Equal(t, want, Number(text), text)
	}
}
