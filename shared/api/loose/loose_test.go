package loose_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/api/jsontext"
	"deskside/shared/api/loose"
)

func value(t *testing.T, json string) jsontext.Value {
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

func TestDates(t *testing.T) {
	for json, want := range map[string]int64{
		`"2026-05-10 11:31:23"`: 1778412683, `"2026-05-10 11:31"`: 1778412660, `"1970-01-01 00:00:00"`: 0,
		`"0000-00-00 00:00:00"`: 0, `"2026-13-01 00:00:00"`: 0, `"2026-05-10"`: 0, `"yesterday at noon!!"`: 0, `"2026-05-10 25:00:00"`: 0, "null": 0, "5": 0, `""`: 0,
	} {
		require.Equal(t, want, loose.UTC(value(t, json)), json)
	}
}
