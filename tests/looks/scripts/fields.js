// Check 17: every field says what may be filled in, and nothing keeps anybody from pasting into it.
() => [...document.querySelectorAll("input:not([type=hidden], [type=radio], [type=checkbox]), textarea, select")]
  .filter(each => !each.autocomplete || each.maxLength > 0 || each.readOnly || each.disabled)
  .map(each => `cannot be filled in freely: ${name(each)}`)
