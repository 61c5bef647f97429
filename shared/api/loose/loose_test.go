package loose_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

func value(t testing.TB, json string) jsontext.Value {
	doc, err := jsontext.Parse(json)
	require.NoError(t, err)
	return doc.Root()
}

func TestNumbers(t *testing.T) {
	for json, want := range map[string]int64{
		"7": 7, `"7"`: 7, "-7": -7, "7.9": 7, "1e3": 0, "true": 1, "false": 0, "null": 0, `""`: 0, `"x"`: 0, "[]": 0, "{}": 0, "1e99": 0, "9007199254740993": 9007199254740993,
	} {
		require.Equal(t, want, loose.Int(value(t, json)), json)
	}
	require.Zero(t, loose.Int(jsontext.Value{}))
}

func TestBooleans(t *testing.T) {
	for json, want := range map[string]bool{
		"true": true, "1": true, `"1"`: true, `"true"`: true, "false": false, "0": false, `"0"`: false, `""`: false, "null": false, "[]": false, "2": false,
	} {
		require.Equal(t, want, loose.Bool(value(t, json)), json)
	}
}

func TestStrings(t *testing.T) {
	for json, want := range map[string]string{`"a\u00e9\n"`: "aé\n", "12": "12", "true": "true", "null": "", "[]": "", "{}": ""} {
		require.Equal(t, want, loose.String(value(t, json)), json)
	}
	require.Equal(t, []string{"a", "b", "3"}, loose.Strings(value(t, `[{"name":"a"},"b",{"other":1},3,null]`), "name"))
}

func TestMoments(t *testing.T) {
	const second, minute, midnight = 1778412683, 1778412660, 1778371200
	for json, want := range map[string]int64{
		`"2026-05-10 11:31:23"`: second, `"2026-05-10 11:31"`: minute, `"1970-01-01 00:00:00"`: 0, `"2026-05-10"`: midnight,
		`"10.05.2026 11:31:23"`: second, `"10.05.2026 11:31"`: minute, `"10.05.2026"`: midnight,
		`"2026-05-10T11:31:23Z"`: second, `"2026-05-10T11:31:23.250Z"`: second, `"2026-05-10T14:31:23+03:00"`: second, `"2026-05-10 08:01:23-0330"`: second,
		"1778412683": second, `"0000-00-00 00:00:00"`: 0, `"0000-00-00"`: 0, `"2026-13-01 00:00:00"`: 0, `"2026-05-32"`: 0,
		`"yesterday at noon!!"`: 0, `"2026-05-10 25:00:00"`: 0, `"2026-05-10 11:61"`: 0, `"2026-05-10 11:31:77"`: 0, `"2026-05-10, 11:31"`: 0,
		`"2026.05.10 11:31"`: 0, `"10-05-2026 11:31"`: 0, `"2026-05-10 11:31:23 PM"`: 0, `"2026-05-10T11:31+3"`: 0, `"2026-05-10T11:31+03:60"`: 0,
		`"10 May 2026"`: 0, `"2 days ago"`: 0, "null": 0, "-5": 0, `""`: 0, "[]": 0,
	} {
		require.Equal(t, want, loose.UTC(value(t, json)), json)
	}
}

// Every day that the calendar has is the day that the standard library says.
func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	for day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 10_000; day = day.AddDate(0, 0, 13) {
		require.Equal(t, day.Unix(), loose.UTC(value(t, `"`+day.Format(time.DateTime)+`"`)), day)
	}
}

// FuzzUTC compares with the standard library where it reads the text, too.
func FuzzUTC(f *testing.F) {
	for _, seed := range []string{"2026-05-10 11:31:23", "2024-02-29 23:59:60", "2026-05-10T11:31:23.5+14:00", "10.05.2026 11:31", "0000-00-00 00:00:00", "9999-12-31 23:59:59", "soon"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := json.Marshal(text)
		require.NoError(t, err)
		got := loose.UTC(value(t, string(quoted)))
		for _, layout := range []string{time.DateTime, "2006-01-02 15:04", time.DateOnly, "02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006"} {
			// The library takes an hour of one digit, too.
			if want, err := time.Parse(layout, text); err == nil && want.Year() > 0 && len(text) == len(layout) {
				require.Equal(t, want.Unix(), got)
			}
		}
	})
}

// FuzzValues reads any JSON as everything. A number in quotes is the number.
func FuzzValues(f *testing.F) {
	for _, seed := range []string{`7`, `"7"`, `-9223372036854775808`, `1e3`, `[{"name":"a"},"b"]`, `{"name":1}`, `"true"`, `null`, `"2026-05-10 11:31"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := jsontext.Parse(text)
		if err != nil {
			return
		}
		v := doc.Root()
		loose.UTC(v)
		loose.Strings(v, "name")
		require.Equal(t, loose.Int(v) == 1 || loose.String(v) == "true", loose.Bool(v))
		if v.Kind() == jsontext.Number && !strings.ContainsAny(v.Text(), ".eE") {
			want, err := strconv.ParseInt(v.Text(), 10, 64)
			if err != nil {
				want = 0
			}
			require.Equal(t, want, loose.Int(v))
			require.Equal(t, want, loose.Int(value(t, `"`+v.Text()+`"`)))
		}
	})
}
