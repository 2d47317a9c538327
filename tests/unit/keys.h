/* SPDX-License-Identifier: MIT */
/* Keys made by openssl for test_jwt.c: they open nothing. */
#ifndef MB_TEST_KEYS_H
#define MB_TEST_KEYS_H

/* clang-format off */
static const char rsa_key[] =
	"-----BEGIN PRIVATE KEY-----\n"
	"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQD9LXAM5SIDG1Fj\n"
	"vRTPED7XsXPC88S4SQM5HYy6k+Wyteshr3zqWlatdUZ4POVR2VhIC8r5k2oiDUr+\n"
	"h/h1YmPCq8VbFlGnYScAyAZVhvRuPosE6EIwJWBGpOuRJy73LsMy6DHaXlMHE8Y8\n"
	"/hItr00m4RyV22Lz2wZw5UnF7Cf/vQb9Lz9uNrzXJ29p5UXDBIrXRYrEZ+eY6JwP\n"
	"8pAGWcZMrGmHrqhcm6hb3OZf3M2a/SwWSaeNVp1dHFLpGKkxVW2oh+E6AtCsJnDb\n"
	"gQVz2lLY60sI6KDzMmofTLFDLyPOZy6kuIqjmt8O5q0zkot3AuxhcOsrDJv3Azpr\n"
	"HTQkNrGlAgMBAAECggEAAvoFugAlEt/slZQHW3xZeFQX9TeW96GXbA0EmJ4oLq1r\n"
	"0Q+/yIaINNPhvsC+p1zR0ceATdc+CTSS7CZcwJX46Ies1TmBTkNecqwyrAsbgeTJ\n"
	"DyzUIXLIdf7+Rr28FCfLPbs32lzhbKt3JI+dGoNX40lPkSO4Tiycp03a023HjLru\n"
	"/2KAkZJpHuDjo9T3zx9la9DwTCublMvNAgYJXUEvr1v1ZR1uyfn85C4UPseO0xOL\n"
	"W++0hh4uyUOHcs9J1btT2qppOvDptELcbFoY7cC1YJEOhLvIlE0vwvyptgzmbi+Q\n"
	"YuXtFDD/ityDftRUsgWSFSY4UrcPiVgwpgwv9+MBIQKBgQD+7OtCKUVXGSjkXexi\n"
	"kvGAEjjqyIxX2JHSrNeCEuNGYjojpM7StWjlgW7t0bGJ7wBsM9XxlMyWMtLGa6Nt\n"
	"Qo7HW8LY6uFwQzUjOX5T+xxzwftOFK+LTY6DzC3AQVVyg1HcQu8pIVDkQF88ia3G\n"
	"iqkLW+34KCLX4MJ8WMFIKz2WaQKBgQD+PqHuRj1eCzAR6UanKMFseaX24II7j4d+\n"
	"2RgrhXIVVwL086kqD+2A/p1H/Oi7rEtxeQhcqEYbcJQB33VLJn/EJSAjv5g4mcUV\n"
	"X+XZ/vg0YjYo9RmOAbCK+r2yGCROX/Aiy+HRYDf4jBoI0BmnyLaO/i4NQqJZQ7RE\n"
	"KKJt6Xvx3QKBgQC1T6Rzxg6/R/HBmtvJsGF7iXpZ4pGO2UW95ZjRtsVXBf374/gF\n"
	"/WjB8zEGjKINTKOsUaHU1NQ975/h6CSwTSpnuGf5B/WXdvWQPBARgwRVgJ5Qhn3k\n"
	"QiEetFXF67HuZGAQnLqlMkDqVq5lzDaAg5Z/sb6rRUCi8gThk+7EeZywIQKBgBPp\n"
	"uescqz/LZodwmu0KvyOM35fXe7vIgRdJT6BRAl9zgjLHRs+ZkcORraXuxBe25e3M\n"
	"SgBf2aXaim0fIGOzbzxgoATMw9JjENGcwjbxxmTr8EwC7m516WrpOqRRSb6tuvQu\n"
	"vdAVVizsZDmeevPuP4YxmE/HkUmmiN7xw88SA3gtAoGAbHrVkEg0IT7Y7Buva1id\n"
	"o/ulKABj0JTJrfPQgUhYHl7/1z5+UuDweuvAsjGGBASxI1sNCpDj194EjVV8hkiQ\n"
	"0viDC8znl4/5DwdUo4LZyaD9iR/Uz3qba+2ZY6vd/IhDDvyjrE4o+JHrc9BEkilf\n"
	"4wcblhoKyXN3GHbXaJgHkd8=\n"
	"-----END PRIVATE KEY-----\n";
static const char rsa_certificate[] =
	"-----BEGIN CERTIFICATE-----\n"
	"MIIDATCCAemgAwIBAgIUSRExd/dDC9+K/lgl2CkEfkxfhVYwDQYJKoZIhvcNAQEL\n"
	"BQAwDzENMAsGA1UEAwwEdW5pdDAgFw0yNjExMjQxNTQyMDFaGA8yMTI2MTAzMTE1\n"
	"NDIwMVowDzENMAsGA1UEAwwEdW5pdDCCASIwDQYJKoZIhvcNAQEBBQADggEPADCC\n"
	"AQoCggEBAP0tcAzlIgMbUWO9FM8QPtexc8LzxLhJAzkdjLqT5bK16yGvfOpaVq11\n"
	"Rng85VHZWEgLyvmTaiINSv6H+HViY8KrxVsWUadhJwDIBlWG9G4+iwToQjAlYEak\n"
	"65EnLvcuwzLoMdpeUwcTxjz+Ei2vTSbhHJXbYvPbBnDlScXsJ/+9Bv0vP242vNcn\n"
	"b2nlRcMEitdFisRn55jonA/ykAZZxkysaYeuqFybqFvc5l/czZr9LBZJp41WnV0c\n"
	"UukYqTFVbaiH4ToC0KwmcNuBBXPaUtjrSwjooPMyah9MsUMvI85nLqS4iqOa3w7m\n"
	"rTOSi3cC7GFw6ysMm/cDOmsdNCQ2saUCAwEAAaNTMFEwHQYDVR0OBBYEFEI1lU1P\n"
	"FJvROrWBMmUAl6mZ+0P1MB8GA1UdIwQYMBaAFEI1lU1PFJvROrWBMmUAl6mZ+0P1\n"
	"MA8GA1UdEwEB/wQFMAMBAf8wDQYJKoZIhvcNAQELBQADggEBAO4T1vCXdP3F1ANP\n"
	"t2HDDUlLsvX+wBh9orvFGATYZ1wkHrtYfRIeZTTweDh0wR816kFzPsP6TfBN5rPC\n"
	"gA4daOfVUIW5WX45goaiRjwZ+binnBaVZEFAXGSDCiKuJ7NHbXWRcmn1nAfIhAD9\n"
	"8m6aOV/YuSCgzF4wv+l+PSJIacug0+VkDR9KkpPTrnhPkh0/byZRSLlJJoA22FlG\n"
	"j7pn5Kf0nr1S9WG8Fygbozpr4tz3byKDpZX9wxSisxaUt58tF+jI5qSmtNSCypmk\n"
	"UVFaVExlzuyun7KVAyxKxCQ49hVjiQRD3SkLbSWHP3Okc1uN0+hTlCmZOECQ7q94\n"
	"zrFlWJI=\n"
	"-----END CERTIFICATE-----\n";
static const char ec_key[] =
	"-----BEGIN EC PRIVATE KEY-----\n"
	"MHcCAQEEIBzWKnHA13q++UjQNuBKFwpWhmNlUvZe5JziiNsSQIjooAoGCCqGSM49\n"
	"AwEHoUQDQgAEhsVRH0P5pp4+izbG9P7VVgFyEutApC5+G33JfJl1m9tTeaoI69XW\n"
	"GOOSXSsXMeqLNu1yfmXb4QW1DCP+EeTebg==\n"
	"-----END EC PRIVATE KEY-----\n";
/* The same, with the password "geheim". */
static const char ec_key_locked[] =
	"-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
	"MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAh14h6JmFHdwAICCAAw\n"
	"DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEECZQQ8UVFfjS0ZHWLCRrLKIEgZCM\n"
	"yHLmd7vBKM50/Qjr7dr4ZASL8e6etWpk5J3+voqUD44jgpYEWiokGChD8TNTrb0p\n"
	"X++Yo6Ka2tSF86mFj/ICQs95SHnKOCtHlUEmB4Kat4/HJ0dntn7atmTymjt0pJET\n"
	"sjLhJDSjO6iOzy26u9rmihSW6xFxbLj1+5k9wlTkF6Hi8kMgXZRKKpFGfEqZks8=\n"
	"-----END ENCRYPTED PRIVATE KEY-----\n";
static const char small_rsa_key[] =
	"-----BEGIN PRIVATE KEY-----\n"
	"MIICeAIBADANBgkqhkiG9w0BAQEFAASCAmIwggJeAgEAAoGBANGCx1KYdnYyHxQx\n"
	"42SmaRl1orWx1dvT/XtpGC9x8/yjgflP1E7Pv3zqRgc/5h4NFd+0px8lD53bMnsJ\n"
	"G4h6J7f208IMMcI4E9h3OpRM332LCUTVwIZEBm0Jmcx8vCXaqheDJqzCoriu1bqw\n"
	"PXiSBCSuXXIL3NeMwUwhCvF0IK5BAgMBAAECgYADqd/GZ/gaVQIKHl01k1tfIJl5\n"
	"x+RPdcOG9u1/VuTHVCyfqW+y+RsGGiqjUdC6UcxCHyyU9NbzEbQuRph+qHQtUTmP\n"
	"rtQBfftI5QDJ/IXmjAQuGxbXSMHANqRzNj8Qd7jkysy2J2Bze6Q8WG7MFa08sMsD\n"
	"Z7xK52UqOydHjU+34QJBAPrNzkNfxRLfaWKqI5fWkKbYehYil4yJLnaVaqfNjztL\n"
	"Ps1PSSnDxt5WPVSyI9xXIhE77jWTAVFSkSnvrnlUY7UCQQDV2fdFifyzjSVMeziR\n"
	"UYKUDl0BhxBQgCeze7Ph059h29PdRKKSex9dSzhnzHGk2Zr0w6YSOSnZIKD7PJym\n"
	"Ew/dAkEA6eKbA4GACsWFRZlcb/CMHMurrpC7uzcCuVtFhw7PD4BwJI5XsDb+ccEC\n"
	"mMU3Y/dtsZyt3BAnHmtdLDpz/nmQMQJBAKsLFS23ejkaUZTkkZAZg7lr65PHNZNN\n"
	"jXOPI4ciPj6FFuXJecZzV9jEyy6qZNMXgUr4GaJFumUCJgAMsLZcVLkCQQDaVbgx\n"
	"wgrp1RibyitShlIWgMt8wQ0V+X7B1y6GPpZwF1gV8KYdRp4rLSdccCTohROeq3gr\n"
	"0tf/lCI56BjEXJXY\n"
	"-----END PRIVATE KEY-----\n";
static const char p384_key[] =
	"-----BEGIN EC PRIVATE KEY-----\n"
	"MIGkAgEBBDDTUxySoV22HrfHqe2TNeYlX6jY1AZM8j51+tgAqw5tVcavhwzKl4jW\n"
	"sJ0DBYtlnqegBwYFK4EEACKhZANiAAQVYZDDYGitDq3Gn45JbZH/XeFf+URT5BIV\n"
	"97sHVgeYzfQ2YwAybaKW4qPbZV8lJyGkjpOlD1JUCF8jdHyd4zEntpH3bAUgoorl\n"
	"W/uS+9DfMyZkhdt5MfdkyOcbnPcRm6w=\n"
	"-----END EC PRIVATE KEY-----\n";
/* clang-format on */

#endif
