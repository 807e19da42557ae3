/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* 1 where the address sanitizer is built in: it needs unlimited address space and a few more
 * system calls, and writes its report to stderr. gcc and clang say so in different ways. */
#if defined(__SANITIZE_ADDRESS__)
#define CHOSHO_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHOSHO_SANITIZED 1
#endif
#endif
#ifndef CHOSHO_SANITIZED
#define CHOSHO_SANITIZED 0
#endif
