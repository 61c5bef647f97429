package html

import (
	"strings"
	"unicode/utf8"

	"deskside/shared/content/internal/ascii"
	"deskside/shared/content/internal/buffer"
)

// entityNames holds the named character references that people use: those of HTML 4 and the
// ASCII punctuation and signs of HTML 5. See rareNames for the others. Sorted; a name in letters and digits, its
// character, the next name. One string searched by halves costs neither start-up time nor memory.
const entityNames = "" +
	"AEligÆAMP&AacuteÁAcircÂAgraveÀAlphaΑAringÅAtildeÃAumlÄBetaΒCOPY©CcedilÇChiΧDagger‡DeltaΔETHÐEacuteÉEcircÊEgraveÈEpsilonΕEtaΗEumlËGT>" +
	"GammaΓHat^IacuteÍIcircÎIgraveÌIotaΙIumlÏKappaΚLT<LambdaΛMuΜNewLine\nNtildeÑNuΝOEligŒOacuteÓOcircÔOgraveÒOmegaΩOmicronΟOslashØOtildeÕOumlÖPhiΦPiΠPrime″" +
	"PsiΨQUOT\"REG®RhoΡScaronŠSigmaΣTHORNÞTab\tTauΤThetaΘUacuteÚUcircÛUgraveÙUpsilonΥUumlÜXiΞYacuteÝYumlŸZetaΖaacuteáacircâacute´" +
	"aeligæagraveàalefsymℵalphaαamp&and∧ang∠apos'aringåast*asymp≈atildeãaumläbdquo„betaβbrvbar¦bsol\\bull•" +
	"cap∩ccedilçcedil¸cent¢check✓checkmark✓chiχcircˆclubs♣colon:comma,commat@cong≅copy©crarr↵cup∪curren¤dArr⇓" +
	"dagger†darr↓dash‐deg°deltaδdiams♦divide÷dollar$eacuteéecircêegraveèellℓempty∅emsp\u2003ensp\u2002epsilonεequals=" +
	"equiv≡etaηethðeumlëeuro€excl!exist∃fnofƒforall∀frac12½frac14¼frac34¾frasl⁄gammaγge≥grave`gt>hArr⇔hairsp\u200a" +
	"harr↔hbarℏhearts♥hellip…hyphen‐iacuteíicircîiexcl¡igraveìimageℑinfin∞int∫iotaιiquest¿isin∈iumlïkappaκlArr⇐" +
	"lambdaλlang⟨laquo«larr←lbrace{lbrack[lceil⌈lcub{ldquo“ldquor„le≤lfloor⌊lowast∗lowbar_loz◊lpar(lrm\u200e" +
	"lsaquo‹lsqb[lsquo‘lsquor‚lt<macr¯mdash—microµmiddot·minus−muμnabla∇nbsp\u00a0ndash–ne≠ni∋not¬notin∉nsub⊄" +
	"ntildeñnuνnum#numero№oacuteóocircôoeligœograveòoline‾omegaωomicronοoplus⊕or∨ordfªordmºoslashøotildeõotimes⊗" +
	"oumlöpara¶part∂percnt%period.permil‰perp⊥phiφpiπpivϖplus+plusmn±pound£prime′prod∏prop∝psiψquest?quot\"" +
	"rArr⇒radic√rang⟩raquo»rarr→rbrace}rbrack]rceil⌉rcub}rdquo”rdquor”realℜreg®rfloor⌋rhoρrlm\u200frpar)rsaquo›" +
	"rsqb]rsquo’rsquor’sbquo‚scaronšsdot⋅sect§semi;shy\u00adsigmaσsigmafςsim∼sol/spades♠squ□star☆starf★sub⊂" +
	"sube⊆sum∑sup⊃sup1¹sup2²sup3³supe⊇szligßtauτthere4∴thetaθthetasymϑthinsp\u2009thornþtilde˜times×trade™" +
	"uArr⇑uacuteúuarr↑ucircûugraveùuml¨upsihϒupsilonυuumlüverbar|vert|weierp℘xiξyacuteýyen¥yumlÿzetaζzwj\u200d" +
	"zwnj\u200c"

// entityStarts is where in entityNames the names of each letter start, and where they end: capital
// letters, then small ones.
var entityStarts = [2][27]uint16{
	{0, 62, 68, 87, 103, 151, 151, 161, 165, 200, 200, 207, 218, 222, 242, 310, 332, 337, 347, 362, 385, 423, 423, 423, 427, 441, 447},
	{447, 555, 589, 709, 774, 885, 932, 953, 1010, 1089, 1089, 1096, 1257, 1298, 1375, 1485, 1589, 1600, 1748, 1899, 1968, 2032, 2044, 2053, 2057, 2076, 2095},
}

const longestEntity = 16

// entity gives the character of a name, 0 for an unknown one.
//
//go:noinline
func entity(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "nbsp":
		return '\u00a0'
	}
	if len(name) > longestEntity {
		return 0
	}
	if at, r := entityFloor(name); at == name {
		return r
	}
	return 0
}

// entityFloor gives the greatest of the names that start with the same letter as a name and are not
// greater than it, with its character; "" for none.
//
//go:noinline
func entityFloor(name string) (floor string, char rune) {
	if len(name) < 2 || !ascii.Letter(name[0]) {
		return "", 0
	}
	of := &entityStarts[name[0]>>5&1]
	letter := name[0]&0x1f - 1
	lo, hi := int(of[letter]), int(of[letter+1])
	for lo < hi {
		mid := (lo + hi) / 2
		for mid > lo && !ascii.Alnum(entityNames[mid]) {
			mid--
		}
		for mid > lo && ascii.Alnum(entityNames[mid-1]) {
			mid--
		}
		if name[1] < entityNames[mid+1] { // all have two letters or more
			hi = mid
			continue
		}
		end := mid
		for ascii.Alnum(entityNames[end]) {
			end++
		}
		at := entityNames[mid:end]
		if name < at {
			hi = mid
			continue
		}
		r, size := utf8.DecodeRuneInString(entityNames[end:])
		floor, char, lo = at, r, end+size
		if name == at {
			break
		}
	}
	return floor, char
}

// legacyPrefix gives the longest name of two to six letters that s starts with and that needs no
// semicolon, and its character. Between a name and a longer one that starts with it there are only
// names that start with it too, so each search that fails leaves what both have in common.
func legacyPrefix(s string) (r rune, n int) {
	for s = s[:min(len(s), 6)]; len(s) >= 2; {
		floor, char := entityFloor(s)
		common := 0
		for common < len(floor) && common < len(s) && floor[common] == s[common] {
			common++
		}
		switch {
		case floor == "":
			return 0, 0
		case common < len(floor):
			s = s[:common]
		case legacy(char):
			return char, common
		default:
			s = s[:common-1]
		}
	}
	return 0, 0
}

// legacy tells the characters whose names browsers know without a semicolon: Latin-1 and those that
// HTML itself needs.
func legacy(r rune) bool {
	return 0xa0 <= r && r <= 0xff || r == '<' || r == '>' || r == '&' || r == '"'
}

// reference reads the character reference at s[0] == '&' (HTML, section 13.2.5.72) and gives its
// length, 0 when the ampersand stands for itself. Some names stand for two characters, second is 0 for
// others. rare gives the characters of names that entityNames has not, nil for none.
//
//go:noinline
func reference(s string, attribute bool, rare func(name string) (r, second rune)) (r, second rune, n int) {
	if len(s) < 3 {
		return 0, 0, 0
	}
	if s[1] == '#' {
		r, n = numericReference(s)
		return r, 0, n
	}
	end := 1
	for end < len(s) && end <= longestEntity+1 && ascii.Alnum(s[end]) {
		end++
	}
	if end < len(s) && s[end] == ';' {
		if r = entity(s[1:end]); r != 0 {
			return r, 0, end + 1
		}
	}
	if rare != nil && end > 2 {
		to := end
		for to < len(s) && to <= longestRare+1 && ascii.Alnum(s[to]) {
			to++
		}
		if to < len(s) && s[to] == ';' {
			if r, second = rare(s[1:to]); r != 0 {
				return r, second, to + 1
			}
		}
	}
	r, n = legacyPrefix(s[1:end])
	if n == 0 {
		return 0, 0, 0
	}
	n++
	if attribute && n < len(s) && (s[n] == '=' || ascii.Alnum(s[n])) {
		return 0, 0, 0
	}
	return r, 0, n
}

func numericReference(s string) (r rune, n int) {
	n = 2
	base := rune(10)
	if s[2]|0x20 == 'x' {
		n, base = 3, 16
	}
	digits := 0
	for ; n < len(s); n, digits = n+1, digits+1 {
		c, d := s[n]|0x20, rune(-1)
		switch {
		case '0' <= s[n] && s[n] <= '9':
			d = rune(s[n] - '0')
		case base == 16 && 'a' <= c && c <= 'f':
			d = rune(c-'a') + 10
		}
		if d < 0 {
			break
		}
		if r <= utf8.MaxRune {
			r = r*base + d
		}
	}
	if digits == 0 {
		return 0, 0
	}
	if n < len(s) && s[n] == ';' {
		n++
	}
	switch {
	case 0x80 <= r && r <= 0x9f:
		r = windows1252(r)
	case r == 0 || !utf8.ValidRune(r):
		r = utf8.RuneError
	}
	return r, n
}

// windows1252 is what numbers of C1 controls mean (HTML, section 13.2.5.80).
func windows1252(r rune) rune {
	const high = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
	for _, c := range high {
		if r == 0x80 {
			return c
		}
		r--
	}
	return utf8.RuneError
}

// unescape replaces the character references of an attribute's value.
//
//go:noinline
func unescape(s string, rare func(name string) (r, second rune)) string {
	amp := strings.IndexByte(s, '&')
	if amp < 0 {
		return s
	}
	b := make(buffer.Buffer, 0, len(s)+len(s)/8) // few references stand for more bytes than they have
	for amp >= 0 {
		b.String(s[:amp])
		s = s[amp:]
		r, second, n := reference(s, true, rare)
		if n == 0 {
			r, n = '&', 1
		}
		b.Rune(r)
		if second != 0 {
			b.Rune(second)
		}
		s = s[n:]
		amp = strings.IndexByte(s, '&')
	}
	b.String(s)
	return string(b)
}
