# SPDX-License-Identifier: MIT
# /etc/cron.d/mailbearer: tokens are kept warm where there is no systemd. The numbers are explained in
# contrib/systemd/user/mailbearer-refresh.timer; up to a minute's delay keeps the machines apart. -q, as cron
# would mail each failure every ten minutes: who must act hears it by on_attention, once.
#
PATH=/usr/local/bin:/usr/bin:/bin
# A service user's, with /etc/mailbearer.conf:
*/10 * * * * mailbearer sleep $(($$ \% 60)); mailbearer -q --config=/etc/mailbearer.conf refresh --all --min-validity=1700
# A person's:
#*/10 * * * * anna sleep $(($$ \% 60)); mailbearer -q refresh --all --min-validity=1700
