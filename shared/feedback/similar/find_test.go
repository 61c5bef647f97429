package similar_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/feedback/similar"
	"deskside/shared/feedback/similar/similartest"
	"deskside/shared/helpdesk"
)

// known are posts that are looked for among thousands of others, by their ids.
var known = []string{
	1: "Dark mode for the reading view", 2: "Let me sort tides by height", 3: "Offline maps for hiking", 4: "Login with a passkey",
	5: "Show sunrise and sunset beside the tides", 6: "Printing cuts off the last line of a recipe", 7: "Add a Kanban board",
	8: "Sync with Google Calendar", 9: "Colour-blind friendly charts", 10: "Slack integration", 11: "Recurring tasks every second week",
	20: "Serienbriefe aus Kontakten erstellen", 21: "Umlaute werden im PDF falsch dargestellt", 22: "Stundensätze je Mitarbeiter hinterlegen",
	23: "Skonto auf Eingangsbelegen berücksichtigen", 24: "Fehler beim Hochladen großer Videodateien", 25: "Urlaubsanträge digital einreichen",
	40: "Напоминания о днях рождения коллег", 41: "Голосовой ввод сообщений", 42: "Ошибка при загрузке больших видеофайлов", 43: "Интеграция с Телеграмом",
	44: "Расписание дежурств на месяц вперёд", 45: "Ёлка на стартовой странице к Новому году",
	60: "支持语音输入消息", 61: "地图离线下载", 62: "生日提醒功能", 63: "视频上传失败", 64: "請支援繁體中文介面",
	80: "音声入力に対応してほしい", 81: "오프라인 지도 다운로드", 82: "تصدير الرسائل الصوتية", 83: "Mode hors ligne pour les cartes", 84: "Recordatorios de cumpleaños",
}

func all(t testing.TB) []similar.Post {
	posts := similartest.Posts(similar.Most - len(known))
	for id, title := range known {
		if title != "" {
			posts = append(posts, similar.Post{ID: int64(id), Title: title, Type: helpdesk.Idea, Votes: 5, Open: true})
		}
	}
	return posts
}

func opened(t testing.TB, posts []similar.Post) *similar.Snapshot {
	raw, err := similar.New(posts, similar.Most).MarshalMsg(nil)
	require.NoError(t, err)
	s, err := similar.Open(raw)
	require.NoError(t, err)
	return s
}

// finds is a title that somebody writes, and the post that is to be the first.
type finds struct {
	title string
	id    int64
}

func TestThePostThatIsMeantIsTheFirst(t *testing.T) {
	thousands, few := opened(t, all(t)), opened(t, all(t)[similar.Most-len(known):])
	for name, table := range map[string][]finds{
		"the words of it":      {{"dark mode", 1}, {"Offline maps", 3}, {"Kanban board", 7}, {"Голосовой ввод", 41}, {"语音输入", 60}, {"Serienbriefe erstellen", 20}},
		"in another order":     {{"Reading view: dark mode please", 1}, {"maps that work offline when hiking", 3}, {"calendar of Google, sync", 8}, {"Коллег дни рождения: напоминания", 40}, {"离线地图", 61}, {"Mitarbeiter: Stundensätze", 22}},
		"in other forms":       {{"sorting the tides by their heights", 2}, {"recurring task every two weeks", 11}, {"chart for colour-blind people", 9}, {"напоминание о дне рождения", 40}, {"загрузка большого видеофайла", 42}, {"Расписания дежурства", 44}, {"Serienbrief aus Kontakt", 20}, {"große Videodatei hochladen", 24}, {"Urlaubsantrag einreichen", 25}, {"recordatorio de cumpleaño", 84}, {"carte hors ligne", 83}},
		"with slips":           {{"offlien maps", 3}, {"kanbna bord", 7}, {"passky login", 4}, {"recuring tasks", 11}, {"Голосвой ввод сообщений", 41}, {"интеграция с телеграммом", 43}, {"Seriennbriefe Kontakte", 20}, {"Urlaubsantrge digital", 25}, {"slak integraton", 10}},
		"in other letters":     {{"ДНИ РОЖДЕНИЯ КОЛЛЕГ", 40}, {"елка на стартовой", 45}, {"grosse Videodateien", 24}, {"cumpleanos recordatorios", 84}, {"ＫＡＮＢＡＮ board", 7}, {"Ka\u0308nban board", 7}},
		"a part of a word":     {{"Videodateien", 24}, {"Eingangsbeleg Skonto", 23}, {"kalender google sync calendar", 8}},
		"while it is written":  {{"PD", 21}, {"Kanb", 7}, {"Напомин", 40}, {"Serienbr", 20}, {"dark mode for the rea", 1}, {"오프라인 지", 81}, {"生日提", 62}},
		"among much else":      {{"Hello, it would be really great to have a Kanban board", 7}, {"Здравствуйте! Очень не хватает голосового ввода", 41}, {"你好，希望能够支持离线地图", 61}, {"Liebes Team, könntet ihr Skonto berücksichtigen", 23}},
		"of scripts of others": {{"音声入力", 80}, {"오프라인 지도", 81}, {"تصدير الرسائل", 82}, {"繁體中文", 64}},
	} {
		t.Run(name, func(t *testing.T) {
			for _, test := range table {
				for of, s := range map[string]*similar.Snapshot{"of thousands": thousands, "of few": few} {
					found := s.Find(test.title, helpdesk.Idea, 3)
					var titles []string
					for _, p := range found {
						titles = append(titles, p.Title)
					}
					if len(found) == 0 || found[0].ID != test.id {
						t.Errorf("%s, %s: %q, not %q", test.title, of, titles, known[test.id])
					}
				}
			}
		})
	}
}

func TestNothingIsSimilarToWhatIsNew(t *testing.T) {
	thousands, few := opened(t, all(t)), opened(t, all(t)[similar.Most-len(known):])
	for _, title := range []string{
		"", "   ", "?!", "the", "in", "a", "for the", "Quantum entanglement simulator", "My cat walks over the piano at night", "Whistle when the kettle boils",
		"Mein Nachbar übt Trompete", "Квантовая запутанность котов", "Сосед играет на трубе", "猫在钢琴上走路", "量子纠缠", "9999999", "zzzzzz qqqqqq",
	} {
		for of, s := range map[string]*similar.Snapshot{"of thousands": thousands, "of few": few} {
			var titles []string
			for _, p := range s.Find(title, helpdesk.Idea, 3) {
				titles = append(titles, p.Title)
			}
			if len(titles) > 0 {
				t.Errorf("%s, %s: %q", title, of, titles)
			}
		}
	}
	require.Empty(t, opened(t, nil).Find("dark mode", helpdesk.Idea, 3))
}

func TestAmongSuchAsAreAsLikeVotesDecide(t *testing.T) {
	s := opened(t, []similar.Post{
		{ID: 1, Type: helpdesk.Idea, Title: "Export to PDF", Votes: 3}, {ID: 2, Type: helpdesk.Idea, Title: "Export to CSV", Votes: 90}, {ID: 3, Type: helpdesk.Idea, Title: "Export to XML", Votes: -4}, {ID: 4, Type: helpdesk.Idea, Title: "Import of contacts", Votes: 500},
		{ID: 5, Title: "Export to PDF", Type: helpdesk.Problem, Votes: 90},
	})
	ids := func(title string, kind helpdesk.PostType) (all []int64) {
		for _, p := range s.Find(title, kind, 3) {
			all = append(all, p.ID)
		}
		return all
	}
	require.Equal(t, []int64{5, 2, 1}, ids("Export", helpdesk.AnyType), "as like as each other")
	require.Equal(t, int64(5), ids("Export to PDF", helpdesk.AnyType)[0])
	require.Equal(t, int64(1), ids("Export to PDF ", helpdesk.Idea)[0])
	require.Equal(t, int64(5), ids("Export to PDF", helpdesk.Problem)[0])
}

func BenchmarkFind(b *testing.B) {
	s := opened(b, all(b))
	for _, title := range []string{"dark mode", "Could you please let me export invoices by department automatically from the mobile app", "希望可以在手机上导出发票"} {
		b.Run(strings.Fields(title)[0], func(b *testing.B) {
			for b.Loop() {
				s.Find(title, helpdesk.Idea, 3)
			}
		})
	}
}
