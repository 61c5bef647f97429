package bbcode_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/bbcode"
)

func TestTheHeadOfAQuoteSaysWhoAndWhenInWords(t *testing.T) {
	for name, tt := range map[string]struct{ src, author, date string }{
		"a link around the author":           {`[quote="[url=https://a.bc/]News[/url]"]x[/quote]`, "News (https://a.bc/)", ""},
		"a colour and emphasis":              {`[quote="[b][color=red]Ann[/color][/b] Fox"]x[/quote]`, "Ann Fox", ""},
		"quotes that are escaped":            {`[quote="Ann \"Fox\" O'Hara"]x[/quote]`, `Ann "Fox" O'Hara`, ""},
		"a backslash at the end":             {`[quote="C:\"]x[/quote]`, `C:\`, ""},
		"a link whose words are its address": {"[quote=[url=https://a.bc]https://a.bc[/url]]x[/quote]", "https://a.bc", ""},
		"brackets that are no tags":          {`[quote="Ann [Fox]"]x[/quote]`, "Ann [Fox]", ""},
		"seconds since 1970":                 {"[quote author=Ann link=topic=1.msg2#msg2 date=1200000000]x[/quote]", "Ann", "2008-01-10 21:20"},
		"the same by another name":           {"[quote=Ann post_id=12 time=1428657000 user_id=3]x[/quote]", "Ann", "2015-04-10 09:10"},
		"thousandths of seconds":             {"[quote=Ann date=1709164799000]x[/quote]", "Ann", "2024-02-28 23:59"},
		"the day that only leap years have":  {"[quote=Ann date=1709164800]x[/quote]", "Ann", "2024-02-29 00:00"},
		"the last day of a year":             {"[quote=Ann date=1704067199]x[/quote]", "Ann", "2023-12-31 23:59"},
		"the post behind the author":         {`[quote="Ann, post: 12, member: 3"]x[/quote]`, "Ann", ""},
		"the post as others write it":        {`[quote="Ann Fox, post:1, topic:2"]x[/quote]`, "Ann Fox", ""},
		"the post behind a semicolon":        {"[quote=Ann;12345]x[/quote]", "Ann", ""},
		"seconds as MyBB calls them":         {"[quote='Ann' pid='7' dateline='1428657000']x[/quote]", "Ann", "2015-04-10 09:10"},
		"tags without quotes":                {"[quote=[color=red]Ann[/color]]x[/quote]", "Ann", ""},
		"a link of several words":            {"[quote=[url=https://a.bc]Ann Fox[/url] date=1200000000]x[/quote]", "Ann Fox (https://a.bc)", "2008-01-10 21:20"},
		"tags in an attribute":               {"[quote author=[b]Ann[/b] Fox link=topic=1.msg2#msg2 date=1200000000]x[/quote]", "Ann Fox", "2008-01-10 21:20"},
		"a name of several words":            {"[quote author=Ann Fox link=x]x[/quote]", "Ann Fox", ""},
		"a date of several words":            {"[quote=Ann date=5 May 2026]x[/quote]", "Ann", "5 May 2026"},
		"a number that is a name's":          {`[quote="Ann 7"]x[/quote]`, "Ann 7", ""},
		"a time in a name":                   {`[quote="Ann, 10:42"]x[/quote]`, "Ann, 10:42", ""},
		"a date in words":                    {`[quote=Ann date="5 May 2026"]x[/quote]`, "Ann", "5 May 2026"},
		"a year":                             {"[quote=Ann date=2026]x[/quote]", "Ann", "2026"},
		"a number that is no time of anyone": {"[quote=Ann date=12345678901234567890]x[/quote]", "Ann", "12345678901234567890"},
	} {
		t.Run(name, func(t *testing.T) {
			d := bbcode.Parse(tt.src)
			author, date, _ := d.Source(d.First(0))
			require.Equal(t, tt.author, author)
			require.Equal(t, tt.date, date)
		})
	}
}
