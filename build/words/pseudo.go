package words

import (
	"strings"
	"unicode/utf8"
)

// pseudoTag is the pseudo-language: English with accents, longer by two fifths
// and in brackets. What is cut loses its bracket, what is glued has brackets in
// its middle, and what comes from no catalogue has no accents. Only tests see it,
// in the place of English: see deskside/build/bundle.Pseudo.
const pseudoTag = "en-XA"

var accents = strings.NewReplacer(
	"a", "á", "b", "ƀ", "c", "ç", "d", "ð", "e", "é", "f", "ƒ", "g", "ĝ", "h", "ĥ", "i", "î", "j", "ĵ", "k", "ķ", "l", "ļ", "m", "ɱ",
	"n", "ñ", "o", "ö", "p", "þ", "q", "ɋ", "r", "ŕ", "s", "š", "t", "ţ", "u", "û", "v", "ṽ", "w", "ŵ", "x", "ẋ", "y", "ý", "z", "ž",
	"A", "Å", "B", "Ɓ", "C", "Ç", "D", "Ð", "E", "É", "F", "Ƒ", "G", "Ĝ", "H", "Ĥ", "I", "Î", "J", "Ĵ", "K", "Ķ", "L", "Ļ", "M", "Ṁ",
	"N", "Ñ", "O", "Ö", "P", "Þ", "Q", "Ɋ", "R", "Ŕ", "S", "Š", "T", "Ţ", "U", "Û", "V", "Ṽ", "W", "Ŵ", "X", "Ẋ", "Y", "Ý", "Z", "Ž",
)

// Pseudo makes the pseudo-language of the source.
func Pseudo(source *Catalogue) Catalogue {
	p := Catalogue{Language: Language{Tag: pseudoTag, Name: "Pseudo", Dir: "ltr"}, Forms: source.Forms}
	for _, m := range source.Messages {
		nodes := accented(m.Nodes)
		length := utf8.RuneCountInString(m.text())
		pad := strings.Repeat(" ẋẋẋẋ", (length*2/5+4)/5)
		nodes = append([]Node{{Kind: Text, Text: "⟦"}}, append(nodes, Node{Kind: Text, Text: pad + "⟧"})...)
		p.Messages = append(p.Messages, Message{ID: m.ID, Nodes: nodes})
	}
	return p
}

// InPseudo writes what a face says in the pseudo-language, in place of English.
func InPseudo(f *Face, source *Catalogue) []byte {
	pseudo := Pseudo(source)
	return writeFunctions(f, &pseudo, f.shared())
}

func accented(nodes []Node) []Node {
	out := make([]Node, len(nodes))
	for i, n := range nodes {
		if n.Kind == Text {
			n.Text = accents.Replace(n.Text)
		}
		arms := make([]Arm, len(n.Arms))
		for j, arm := range n.Arms {
			arms[j] = Arm{Key: arm.Key, Nodes: accented(arm.Nodes)}
		}
		n.Arms = arms
		out[i] = n
	}
	return out
}
