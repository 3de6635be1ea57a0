"""The training district («Учебный полигон») in the office: invented schools, people and cases with known truth."""
