package usedesk

import (
	"deskside/shared/api/calendar"
	"deskside/shared/api/strict"
	"deskside/shared/words"
)

// lastMoment is the end of the year 9999, Unix seconds: later ones cannot be written.
const lastMoment = 253402300799

// bounds writes the inclusive bounds of one date. The API knows minutes only,
// so a bound within a minute is widened to the next one outwards: an answer may
// hold up to a minute too much, never too little.
func (p *problems) bounds(body *strict.Object, what string, after, before int64) {
	name := [2]string{what + "_after", what + "_before"}
	for i, at := range [2]int64{after, before} {
		if at < 0 || at > lastMoment-60 {
			p.Refuse(name[i], words.FieldBound(words.Text(decimal(at))))
			continue
		}
		if at == 0 {
			continue
		}
		if i == 1 {
			at += 59
		}
		body.String(name[i], minute(at))
	}
	if after > 0 && before > 0 && after > before {
		p.Refuse(name[0], words.FieldPeriod(words.Text(name[1]), words.Text(name[0])))
	}
}

// minute writes the minute of a moment as "YYYY-MM-DD HH:MM", UTC.
func minute(at int64) string {
	return string(calendar.AppendMinute(append(calendar.AppendDay(nil, at), ' '), at))
}
