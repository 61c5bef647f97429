package house

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestADroppedFailureIsFound(t *testing.T) {
	for _, c := range []struct {
		name, source string
		lines        []int
	}{
		{"one is told", "try {\n  go();\n} catch (error) {\n  show(error);\n}\nrun().catch((e) => show(e));", nil},
		{"one is handed on", "try { go(); } catch (error) { throw error; }", nil},
		{"an empty block", "try {\n  go();\n} catch {}", []int{3}},
		{"an empty block that takes the failure", "try {\n  go();\n} catch (error) {\n}", []int{3}},
		{"a block that answers nothing", "try {\n  go();\n} catch {\n  return null;\n}", []int{3}},
		{"a block with its reason", "try {\n  go();\n} catch {\n  // Full or refused: memory is what is left.\n  return null;\n}", nil},
		{"a block with its reason behind it", "try { go(); } catch { return null; } // It is asked again.", nil},
		{"a promise", "run();\nrun().catch(() => undefined);", []int{2}},
		{"a promise over lines", "await page\n  .go()\n  .catch(() => false);", []int{3}},
		{"a promise that takes the failure", "run().catch((_error) => {});", []int{1}},
		{"a promise with its reason", "// Whoever waits for the answer hears it.\nrun().catch(() => undefined);", nil},
		{"a promise with its reason behind it", "run().catch(() => undefined); // whoever waits hears it", nil},
		{"a promise with what it is for", "/** Gets it ready. Whoever needs it hears why not. */\nconst ready = () => void run().catch(() => undefined);", nil},
		{"a reason of the line before the line before", "// It opens.\nopen();\nrun().catch(() => undefined);", []int{3}},
		{"what stands behind the statement before is no reason", "open(); // at once\nrun().catch(() => undefined);", []int{2}},
		{"an address is no reason", `try { go("https://a.b"); } catch { at = "https://a.b"; }`, []int{1}},
		{"a comment without words is none", "run().catch(() => undefined); // ---", []int{1}},
		{"two in one file", "run().catch(() => null);\ntry { go(); } catch {}", []int{1, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Equal(t, c.lines, swallowed(c.source))
		})
	}
	got, err := Swallowed(tree("face/a.ts", "\nrun().catch(() => undefined);", "face/deep/b.mjs", "try { go(); } catch {}", "face/c.go", "catch {}"), "face")
	require.NoError(t, err)
	require.Len(t, got, 2)
	require.Contains(t, got[0], "face/a.ts:2 ")
	require.Contains(t, got[1], "face/deep/b.mjs:1 ")
	_, err = Swallowed(tree(), "face")
	require.Error(t, err, "a folder that is not there drops nothing, and that is not the answer")
}
