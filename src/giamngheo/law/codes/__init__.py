"""Lists of values that official papers use: kinds of units, ethnic groups, causes of poverty …"""
