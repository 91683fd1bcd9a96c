"""Overview's content as a plain page in Streamlit."""

import os

import streamlit as st
from figures import MEASURES, Store, page

st.set_page_config(layout="wide")


@st.cache_resource
def opened() -> Store:
    """The store, once for all visitors."""
    return Store(os.environ["PEER_STORE"])


store = opened()
district = st.radio("Area", list(store.districts), index=0, horizontal=True)
measure = st.radio("Measure", list(MEASURES), index=0, horizontal=True)
ward_map, bars, gauge, table = page(store, district=district, measure=measure)
st.plotly_chart(gauge, key="gauge")
left, right = st.columns(2)
left.plotly_chart(ward_map, key="map")
right.plotly_chart(bars, key="months")
st.dataframe(table)
