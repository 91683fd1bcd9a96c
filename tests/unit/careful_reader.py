"""What a person finds who reads figures.csv and indicators.csv row by row, with a pencil and no program.

Written before the checks were. Each row: the id, what is wrong with it, and the words a verdict must have.
"""

from __future__ import annotations

from typing import Final

# id -> (words of the reason, what the reader saw)
IN_FIGURES: Final[dict[str, tuple[str, str]]] = {
    # A sign that disagrees with its words.
    "001_all_crime_change_pct": ("decrease of -3.8%", "a decrease of a negative number is an increase"),
    "001_violent_crime_change_pct": ("decrease of -7.1%", "the same"),
    "001_robbery_change_pct": ("decrease of -2.9%", "the same"),
    "001_stalking_change_pct": ("decrease of -15.7%", "the same"),
    "001_sexual_change_pct": ("decrease of -13.2%", "the same"),
    "001_criminal_damage_change_pct": ("reduction of -14.6%", "the same"),
    "001_drugs_change_pct": ("reduction of -8.7%", "the same"),
    "001_weapons_change_pct": ("decrease increase", "the county's change is printed with both words"),
    # Periods.
    "001_vwi_change_pct": ("ends (Feb 2022) before it starts (Mar 2023)", "March 2023-February 2022"),
    "001_vwi_change_n": ("ends (Feb 2022) before it starts (Mar 2023)", "March 2023-February 2022"),
    "001_stanhope_crime": ("4 months", "February to May 2022 is compared with '2021'"),
    "001_stanhope_incidents": ("4 months", "February to May 2022 is compared with '2021'"),
    "001_stanhope_rowdy": ("4 months", "February to May 2022 is compared with '2021'"),
    "001_cctv_added": ("over by Mar 2022", "an achievement of 2022/23 whose money was spent by March 2022"),
    "003_month_201107": ("printed as Jul 2012", "July 2012 lies after a year to June 2012"),
    # Two values for one thing.
    "001_sexual_prev_sa_change_pct_a": ("14.4", "36.7% and 14.4% of the same earlier assessment"),
    "001_sexual_prev_sa_change_pct_b": ("36.7", "36.7% and 14.4% of the same earlier assessment"),
    # A part larger than its whole.
    "001_repeat_victims_n": ("827", "1,572 repeat victims in a month of 827 crimes: it must be a year"),
    # A change that does not follow from its totals.
    "003_t1_dartford_change_pct": ("−23.3%", "60 to 46 is -23.3%, printed -24"),
    # Shares that no whole count can give.
    "003_t3_maidstone_repeat": ("2 is 10%", "11% of 20 visitors: 2 are 10%, 3 are 15%"),
    "003_t3_swanley_repeat": ("2 is 16.7%", "18% of 12 visitors: 2 are 17%, 3 are 25%"),
    "003_t3_dartford_outside_prev": ("11 is 18.33%", "18.5% of 60 visitors: 11 are 18.3%"),
    "003_t5_dartford_other": ("4 is 8.7%", "8% of 46: 4 are 9%, 3 are 7%; printed so that the row makes 100"),
    "003_t5_gravesham_other": ("16 is 51.6%", "51% of 31: 16 are 52%, 15 are 48%"),
    "003_t6_gravesham_not_helpful": ("1 is 3.23%", "0.3% of 31: one visitor is 3%"),
    # A number that cannot be.
    "002_target_r_exclusion": ("no number of things", "2.4 notices"),
}
IN_INDICATORS: Final[dict[str, tuple[str, str]]] = {
    "002_wk_crime": ("101,874.96", "1% less than 102,904 is 101,875, not 101,950"),
    "002_r_pubwatch": ("22.5, so 23", "25% more than 18 is 22.5: 22 members are 22% more"),
    "002_r_exclusion": ("no number of things", "2.4 notices"),
    "002_wk_asb_sat": ("maintained", "'maintain' beside a target above the baseline"),
    "004_ni95": ("NI 195", "NI 95 is NI 195 in the other paper"),
    # Nothing tells which of the two papers has the number right: both are named.
    "000_ni195": ("NI 95", "NI 95 is NI 195 in the other paper"),
}
# What a careful reader sees only with a count of the force at hand; see the check on the demonstration.
WITH_A_STORE: Final[dict[str, str]] = {
    "002_wk_crime": "102,904 crimes in West Kent: that is the whole force's number",
    "001_asb_police_total": "11,393 reports in one district: about seven times its police.uk level",
}
# What the store calls wrong besides: the months and the ward of that same total are on its scale.
OF_THAT_SCALE: Final = (
    *("001_asb_police_month_202107", "001_asb_police_month_202111"),
    "001_asb_police_ward_victoria",
)
# What holds, although a hasty reader stumbles over it: no check may say otherwise.
HOLDS: Final[dict[str, str]] = {
    "001_violent_crime_total": "violence, sexual offences and robbery make it: -69 (-13.2%), -2 (-2.9%)",
    "001_weapons_change_n": "13 is 18.1% of 72 and of no other whole number",
    "001_rape_change_n": "10 is 6.5% of 153 to 155",
    "002_r_night": "5% less than 1,191 is 1,131.45; 1,132 prints as 5% too",
    "002_r_youth": "2% less than 659 is 645.82",
    "002_r_safer_town": "25% more than 16 is 20",
    "003_t1_total_2010": "the ten shops make 891",
    "003_t1_total_2011": "the eleven shops make 1,054, as do the four quarters",
    "003_t4_canterbury_male_pct": "4 of 262 is 1.5%, printed 2",
    "003_t6_canterbury_not_helpful": "1 of 262 is 0.4%, beside whole percentages that make 100 with it",
    "003_t6_all_not_helpful": "2 of 1,054 is 0.2%, printed 0",
    "003_marac_repeat_n": "188 of 887 is 21.2%",
    "003_quarter_2011q2": "July, August and September make 273",
    "003_dh_2011": "three in Kent and two in Medway",
    "004_homes": "15,700 in Dartford and 9,300 in Gravesham",
    "004_population_change_pct": "191,800 to 212,500 is 10.8%",
    "001_idva_all_change_pct": "30% lies between 15% and 62%",
    "001_vwi_gravesham_change_pct": "5.3, 5.2 and 5 are ranked 1st, 2nd and 3rd",
    "004_target_out_alcohol_low": "40 and 50 are the ends of one range",
}
